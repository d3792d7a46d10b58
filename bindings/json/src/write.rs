//! What the library gives, as JSON.

use std::{borrow::Cow, collections::BTreeMap, path::PathBuf, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde::{
    Serialize, Serializer,
    ser::{SerializeMap as _, SerializeStruct},
};
use vmbay::{Cursor, Page, Timestamp, compute::ManyResult, error::Failure, event::EventToken, uuid::Uuid};

/// A value of the library that JSON can tell.
pub trait ToJson {
    /// Writes it.
    ///
    /// # Errors
    /// What the serializer answers.
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error>;
}

/// A record: its fields, apart from what encloses them.
pub(crate) trait Fields {
    /// How many there are.
    const COUNT: usize;

    fn fields<S: SerializeStruct>(&self, out: &mut S) -> Result<(), S::Error>;

    fn record<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut record = out.serialize_struct("", Self::COUNT)?;
        self.fields(&mut record)?;
        record.end()
    }
}

/// A value on its way into a serializer.
pub(crate) struct Out<'a, T>(pub(crate) &'a T);

impl<T: ToJson> Serialize for Out<'_, T> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.0.write(out)
    }
}

/// A value as JSON.
pub fn to_json<T: ToJson>(value: &T) -> String {
    serde_json::to_string(&Out(value)).expect("keys are text, and writing to memory does not fail")
}

/// A count that may be more than a number of JavaScript can tell: its digits then.
pub(crate) struct Exact(pub(crate) u64);

impl ToJson for Exact {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        const SAFE: u64 = (1 << 53) - 1;
        if self.0 <= SAFE { out.serialize_u64(self.0) } else { out.collect_str(&self.0) }
    }
}

/// What serde writes as we do.
macro_rules! alike {
    ($($ty:ty),*) => { $(
        impl ToJson for $ty {
            fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> { self.serialize(out) }
        }
    )* };
}
alike!((), bool, u16, u32, u64, usize, i32, i64, f64, String, Cow<'static, str>, PathBuf, serde_json::Value);

impl ToJson for Uuid {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_hyphenated().encode_lower(&mut Self::encode_buffer()))
    }
}

impl ToJson for Timestamp {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_i64(self.as_micros())
    }
}

impl ToJson for Duration {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match u64::try_from(self.as_millis()) {
            Ok(millis) if self.subsec_nanos().is_multiple_of(1_000_000) => out.serialize_u64(millis),
            _ => out.serialize_f64(self.as_secs_f64() * 1000.0),
        }
    }
}

impl ToJson for Cursor {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}

impl ToJson for EventToken {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl ToJson for Vec<u8> {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&STANDARD.encode(self))
    }
}

impl ToJson for Bytes {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&STANDARD.encode(self))
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write(out),
            None => out.serialize_unit(),
        }
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(self.iter().map(Out))
    }
}

impl<T: ToJson> ToJson for Box<T> {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        (**self).write(out)
    }
}

impl<T: ToJson> ToJson for BTreeMap<String, T> {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(Some(self.len()))?;
        for (key, value) in self {
            map.serialize_entry(key, &Out(value))?;
        }
        map.end()
    }
}

impl<T: ToJson> ToJson for Page<T> {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut page = out.serialize_struct("", 2)?;
        page.serialize_field("items", &Out(&self.items))?;
        page.serialize_field("next", &Out(&self.next))?;
        page.end()
    }
}

impl<K: ToJson, T: ToJson> ToJson for ManyResult<K, T> {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut result = out.serialize_struct("", 3)?;
        result.serialize_field("item", &Out(&self.item))?;
        result.serialize_field("value", &Out(&self.result.as_ref().ok()))?;
        result.serialize_field("error", &Out(&self.result.as_ref().err().map(Failure::from)))?;
        result.end()
    }
}

impl<T: ToJson> ToJson for &T {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        (**self).write(out)
    }
}
