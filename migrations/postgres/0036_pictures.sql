-- Owner: company/organization

-- Every picture an own company has had, under its hash: an issued paper names those it was issued with, so nothing is deleted here.
CREATE TABLE organization_pictures (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    kind TEXT NOT NULL,
    sha256 BYTEA NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (organization_id, kind, sha256)
);
INSERT INTO organization_pictures (organization_id, kind, sha256, bytes)
SELECT organization_id, kind, sha256, bytes FROM organization_images;

-- Which of them are those of today.
ALTER TABLE organization_images DROP COLUMN bytes;
ALTER TABLE organization_images ADD CONSTRAINT organization_images_picture
    FOREIGN KEY (organization_id, kind, sha256) REFERENCES organization_pictures (organization_id, kind, sha256);
