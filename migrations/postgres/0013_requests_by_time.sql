-- Owner: platform

-- Old keys are swept.
CREATE INDEX requests_by_time ON requests (at);
