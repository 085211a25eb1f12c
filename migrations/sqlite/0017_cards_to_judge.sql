-- Owner: crm/clients

-- Cards saved before 0010 were never judged by their control digits, which is nothing SQL can do: the program takes them out
-- of here slice by slice and tells `clients.to_check` of each.
CREATE TABLE clients_to_judge (
    client_id BLOB PRIMARY KEY REFERENCES clients (id)
) STRICT;
INSERT INTO clients_to_judge (client_id)
    SELECT id FROM clients WHERE to_check = 0 AND id IN (SELECT client_id FROM client_tax_ids);
