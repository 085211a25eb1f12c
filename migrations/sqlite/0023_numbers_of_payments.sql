-- Owner: finance/payments

-- By what the search at the top finds a payment: its number as printed, its beginning, or the figure in it.
CREATE INDEX payments_by_number ON payments (number, id);
CREATE INDEX payments_by_n ON payments (n);
