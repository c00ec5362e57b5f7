//! Every test that looks at the program from outside, as one binary: on a small machine linking is what costs.

#[cfg(test)]
mod load;
