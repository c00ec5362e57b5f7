//! The table of record kinds, one file for each: what a record of that kind holds.
//!
//! To add a field, add a row to its kind. To add a kind, add a file here and a row in [`Kind`](super::kind::Kind). Nothing else lists
//! kinds or fields.

pub mod action;
pub mod activity;
pub mod amendment;
pub mod commitment;
pub mod country;
pub mod document;
pub mod figure;
pub mod framework;
pub mod goal;
pub mod group;
pub mod indicator;
pub mod meeting;
pub mod organisation;
pub mod person;
pub mod plan;
pub mod project;
pub mod shared;
pub mod statement;
