//! Own companies: requisites, bank accounts, VAT rates, number series.
