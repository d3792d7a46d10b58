//! What the library gives, as JSON.

use std::{borrow::Cow, collections::BTreeMap, path::PathBuf, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};
use vmbay::{Cursor, Page, Timestamp, compute::ManyResult, error::Failure, event::EventToken, uuid::Uuid};

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As objects: what people read, and schemas tell.
    Objects,
    /// As arrays of what their fields hold, in the order of the fields, and values of several kinds with their kind before:
    /// half as long, for a reader that was generated with them.
    Rows,
}

/// A value of the library that JSON can tell.
pub trait ToJson {
    /// Writes it.
    ///
    /// # Errors
    /// What the serializer answers.
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error>;
}

/// A record: its fields, apart from what encloses them.
pub(crate) trait Fields {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error>;

    fn record<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        match form {
            Form::Objects => {
                let mut object = Named(out.serialize_map(None)?);
                self.fields(&mut object)?;
                object.0.end()
            }
            Form::Rows => {
                let mut row = Row(out.serialize_seq(None)?);
                self.fields(&mut row)?;
                row.0.end()
            }
        }
    }
}

/// What takes the fields of a record, one after the other.
pub(crate) trait Put {
    type Error;

    fn put<T: ToJson + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Self::Error>;
}

struct Named<M>(M);

impl<M: SerializeMap> Put for Named<M> {
    type Error = M::Error;

    fn put<T: ToJson + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), M::Error> {
        self.0.serialize_entry(key, &Out(value, Form::Objects))
    }
}

struct Row<R>(R);

impl<R: SerializeSeq> Put for Row<R> {
    type Error = R::Error;

    fn put<T: ToJson + ?Sized>(&mut self, _key: &'static str, value: &T) -> Result<(), R::Error> {
        self.0.serialize_element(&Out(value, Form::Rows))
    }
}

/// A value on its way into a serializer.
struct Out<'a, T: ?Sized>(&'a T, Form);

impl<T: ToJson + ?Sized> Serialize for Out<'_, T> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.0.write(out, self.1)
    }
}

/// A value as JSON.
pub fn to_json<T: ToJson + ?Sized>(value: &T, form: Form) -> String {
    serde_json::to_string(&Out(value, form)).expect("keys are text, and writing to memory does not fail")
}

/// A count that may be more than a number of JavaScript can tell: its digits then.
pub(crate) struct Exact(pub(crate) u64);

impl ToJson for Exact {
    fn write<S: Serializer>(&self, out: S, _form: Form) -> Result<S::Ok, S::Error> {
        const SAFE: u64 = (1 << 53) - 1;
        if self.0 <= SAFE { out.serialize_u64(self.0) } else { out.collect_str(&self.0) }
    }
}

/// What serde writes as we do.
macro_rules! alike {
    ($($ty:ty),*) => { $(
        impl ToJson for $ty {
            fn write<S: Serializer>(&self, out: S, _form: Form) -> Result<S::Ok, S::Error> { self.serialize(out) }
        }
    )* };
}
alike!(
    (),
    str,
    bool,
    u16,
    u32,
    u64,
    usize,
    i32,
    i64,
    f64,
    String,
    Cow<'static, str>,
    PathBuf,
    serde_json::Value
);

impl ToJson for Uuid {
    fn write<S: Serializer>(&self, out: S, _form: Form) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_hyphenated().encode_lower(&mut Self::encode_buffer()))
    }
}

impl ToJson for Timestamp {
    fn write<S: Serializer>(&self, out: S, _form: Form) -> Result<S::Ok, S::Error> {
        out.serialize_i64(self.as_micros())
    }
}

impl ToJson for Duration {
    fn write<S: Serializer>(&self, out: S, _form: Form) -> Result<S::Ok, S::Error> {
        match u64::try_from(self.as_millis()) {
            Ok(millis) if self.subsec_nanos().is_multiple_of(1_000_000) => out.serialize_u64(millis),
            _ => out.serialize_f64(self.as_secs_f64() * 1000.0),
        }
    }
}

impl ToJson for Cursor {
    fn write<S: Serializer>(&self, out: S, _form: Form) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}

impl ToJson for EventToken {
    fn write<S: Serializer>(&self, out: S, _form: Form) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl ToJson for Vec<u8> {
    fn write<S: Serializer>(&self, out: S, _form: Form) -> Result<S::Ok, S::Error> {
        out.serialize_str(&STANDARD.encode(self))
    }
}

impl ToJson for Bytes {
    fn write<S: Serializer>(&self, out: S, _form: Form) -> Result<S::Ok, S::Error> {
        out.serialize_str(&STANDARD.encode(self))
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write(out, form),
            None => out.serialize_unit(),
        }
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        out.collect_seq(self.iter().map(|value| Out(value, form)))
    }
}

impl<T: ToJson> ToJson for Box<T> {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        (**self).write(out, form)
    }
}

impl<T: ToJson> ToJson for BTreeMap<String, T> {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(Some(self.len()))?;
        for (key, value) in self {
            map.serialize_entry(key, &Out(value, form))?;
        }
        map.end()
    }
}

impl<T: ToJson> ToJson for Page<T> {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        let mut page = out.serialize_map(Some(2))?;
        page.serialize_entry("items", &Out(&self.items, form))?;
        page.serialize_entry("next", &Out(&self.next, form))?;
        page.end()
    }
}

impl<K: ToJson, T: ToJson> ToJson for ManyResult<K, T> {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        let mut result = out.serialize_map(Some(3))?;
        result.serialize_entry("item", &Out(&self.item, form))?;
        result.serialize_entry("value", &Out(&self.result.as_ref().ok(), form))?;
        result.serialize_entry("error", &Out(&self.result.as_ref().err().map(Failure::from), form))?;
        result.end()
    }
}

impl<T: ToJson + ?Sized> ToJson for &T {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        (**self).write(out, form)
    }
}
