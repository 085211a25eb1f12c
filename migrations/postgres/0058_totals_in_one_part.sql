-- Owner: finance/payments, documents/invoices

-- Totals stay in parts here, where many transactions write at once.
SELECT 1;
