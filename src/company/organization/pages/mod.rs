//! The settings page of an own company.
