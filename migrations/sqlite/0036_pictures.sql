-- Owner: company/organization

-- Every picture an own company has had, under its hash: an issued paper names those it was issued with, so nothing is deleted here.
CREATE TABLE organization_pictures (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    kind TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (organization_id, kind, sha256)
) STRICT;
INSERT INTO organization_pictures (organization_id, kind, sha256, bytes)
SELECT organization_id, kind, sha256, bytes FROM organization_images;

-- Which of them are those of today.
CREATE TABLE images_of_today (
    organization_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    uploaded_at TEXT NOT NULL,
    PRIMARY KEY (organization_id, kind),
    FOREIGN KEY (organization_id, kind, sha256) REFERENCES organization_pictures (organization_id, kind, sha256)
) STRICT;
INSERT INTO images_of_today (organization_id, kind, sha256, width, height, uploaded_at)
SELECT organization_id, kind, sha256, width, height, uploaded_at FROM organization_images;
DROP TABLE organization_images;
ALTER TABLE images_of_today RENAME TO organization_images;
