//! Pure pieces of the screen: each draws what it is given into a rectangle, and remembers nothing.

pub mod frame;
pub mod line;
pub mod scroll;
