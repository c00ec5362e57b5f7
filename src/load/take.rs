//! Any JSON value, taken by whoever wants one shape of it and describes the others.
//!
//! serde asks a visitor for a method for each shape. A [`Take`] writes only those it accepts; every other value is consumed and handed
//! to [`Take::other`] as words for a message.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::base::quote::quoted;
use crate::load::scalar::number_text;

/// Something that takes one JSON value.
pub trait Take<'de>: Sized {
    /// What it makes of the value.
    type Out;

    /// Takes a value of a shape that is not accepted, described in words such as `the number 5`.
    fn other(self, what: String) -> Self::Out;

    /// Takes a text.
    fn text(self, text: &str) -> Self::Out {
        self.other(format!("the text {}", quoted(text)))
    }

    /// Takes a text that stands in the file as it is.
    fn borrowed(self, text: &'de str) -> Self::Out {
        self.text(text)
    }

    /// Takes yes or no.
    fn flag(self, flag: bool) -> Self::Out {
        self.other(flag.to_string())
    }

    /// Takes a number; `whole` is the same as a whole number from 0 on, where it is one of 32 bits.
    fn number(self, number: f64, _whole: Option<u32>) -> Self::Out {
        self.other(format!("the number {}", number_text(number)))
    }

    /// Takes null.
    fn null(self) -> Self::Out {
        self.other("null".into())
    }

    /// Takes a list.
    ///
    /// # Errors
    ///
    /// The error of the JSON reader when the list is not JSON.
    fn list<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Out, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(self.other("a list".into()))
    }

    /// Takes an object.
    ///
    /// # Errors
    ///
    /// The error of the JSON reader when the object is not JSON.
    fn object<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Out, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(self.other("an object".into()))
    }
}

/// Lets serde hand a value to a [`Take`].
pub struct Any<T>(pub T);

impl<'de, T: Take<'de>> DeserializeSeed<'de> for Any<T> {
    type Value = T::Out;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T::Out, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Take<'de>> Visitor<'de> for Any<T> {
    type Value = T::Out;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<T::Out, E> {
        Ok(self.0.borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T::Out, E> {
        Ok(self.0.text(text))
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<T::Out, E> {
        Ok(self.0.flag(flag))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T::Out, E> {
        Ok(self.0.number(number as f64, u32::try_from(number).ok()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T::Out, E> {
        Ok(self.0.number(number as f64, None))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T::Out, E> {
        // 5.0 and -0 are whole numbers, too: JSON has one kind of number.
        let whole = (number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number)).then_some(number as u32);
        Ok(self.0.number(number, whole))
    }

    fn visit_unit<E: Error>(self) -> Result<T::Out, E> {
        Ok(self.0.null())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<T::Out, A::Error> {
        self.0.list(items)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T::Out, A::Error> {
        self.0.object(map)
    }
}

/// Reads a key of an object and makes something of it.
pub struct KeySeed<F>(pub F);

impl<'de, T, F: FnOnce(&str) -> T> DeserializeSeed<'de> for KeySeed<F> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for KeySeed<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<T, E> {
        Ok((self.0)(key))
    }
}
