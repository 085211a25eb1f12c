//! The list of clients and their form.
