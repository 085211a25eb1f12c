-- Owner: company/organization

-- Acts and delivery notes may be numbered after their invoice, with -1, -2 and so on, instead of by the series.
ALTER TABLE number_series ADD COLUMN after_invoice INTEGER NOT NULL DEFAULT 0;
INSERT INTO number_series (id, organization_id, kind, pattern, period, start, start_period, version)
    SELECT randomblob(16), o.id, k.kind, '{N:5}', 'year', 1, '', 1 FROM organizations o, (SELECT 'act' AS kind UNION ALL SELECT 'delivery_note') k;
