-- Owner: company/organization

-- Numbers of contracts are proposed by a series like others; own companies from before there were contracts get theirs.
INSERT INTO number_series (id, organization_id, kind, pattern, period, start, start_period, version)
SELECT gen_random_uuid(), o.id, 'contract', '{N:5}', 'year', 1, '', 1 FROM organizations o;
