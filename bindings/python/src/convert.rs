//! Values between Rust and Python.

use std::{borrow::Cow, collections::BTreeMap, path::PathBuf, str::FromStr, time::Duration};

use bytes::Bytes;
use jiff::{SignedDuration, civil};
use pyo3::{
    exceptions::{PyOverflowError, PyTypeError, PyValueError},
    intern,
    prelude::*,
    sync::PyOnceLock,
    types::{
        PyBool, PyBytes, PyDateTime, PyDelta, PyDict, PyFloat, PyInt, PyList, PyNone, PySequence, PyString,
        PyTzInfo,
    },
};
use vmbay::{Cursor, Page, Timestamp, compute::ManyResult, event::EventToken, uuid::Uuid};

use crate::error::{raise, types};

/// What Rust gives to Python.
pub(crate) trait Outgoing {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>>;
}

/// What Python gives to Rust. Every error names what it was to be.
pub(crate) trait Incoming: Sized {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self>;
}

/// A value on its way to Python.
pub(crate) struct Item(Box<Make>);

type Make = dyn for<'py> FnOnce(Python<'py>) -> PyResult<Bound<'py, PyAny>> + Send;

impl Item {
    pub(crate) fn new<T: Outgoing + Send + 'static>(value: T) -> Self {
        Self(Box::new(move |py| value.into_py(py)))
    }
}

impl Outgoing for Item {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        (self.0)(py)
    }
}

/// An object of Python's that comes back as it is.
impl Outgoing for Py<PyAny> {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(self.into_bound(py))
    }
}

/// The parameter `name`, with its name in every error.
pub(crate) fn argument<T: Incoming>(name: &str, value: &Bound<'_, PyAny>) -> PyResult<T> {
    T::from_py(value).map_err(|error| named(value.py(), name, error))
}

/// The field `name` of something that has fields: a dict, or an object with attributes.
pub(crate) fn field<T: Incoming>(of: &Bound<'_, PyAny>, name: &str) -> PyResult<Option<T>> {
    let found = match of.cast::<PyDict>() {
        Ok(dict) => dict.get_item(name)?,
        Err(_) => Some(of.getattr(name)?),
    };
    found.map(|found| argument(name, &found)).transpose()
}

/// A field that there must be.
pub(crate) fn required<T: Incoming>(of: &Bound<'_, PyAny>, name: &str) -> PyResult<T> {
    field(of, name)?.ok_or_else(|| PyTypeError::new_err(format!("{name} is missing")))
}

/// Refuses what is no dict, and a dict with a key that is none of `fields`.
pub(crate) fn only(of: &Bound<'_, PyAny>, fields: &[&str]) -> PyResult<()> {
    let dict = of.cast::<PyDict>().map_err(|_| wrong(of, "a dict"))?;
    for key in dict.keys() {
        let key: String = argument("a key", &key)?;
        if !fields.contains(&&*key) {
            return Err(PyTypeError::new_err(format!("{key} is none of {}", fields.join(", "))));
        }
    }
    Ok(())
}

fn named(py: Python<'_>, name: &str, error: PyErr) -> PyErr {
    let text = error.value(py).str().map(|text| text.to_string()).unwrap_or_default();
    if error.is_instance_of::<PyTypeError>(py) && !text.starts_with(name) {
        return PyTypeError::new_err(format!("{name} {text}"));
    }
    if error.is_instance_of::<PyOverflowError>(py) || (error.get_type(py).is(py.get_type::<PyValueError>())) {
        return raise(py, &vmbay::Error::invalid(name.to_owned(), text));
    }
    error
}

/// The error for a value that is of another type than it must be.
pub(crate) fn wrong(value: &Bound<'_, PyAny>, what: &str) -> PyErr {
    let found = value.get_type().name().map(|name| name.to_string()).unwrap_or_default();
    PyTypeError::new_err(format!("must be {what}, not {found}"))
}

impl Outgoing for () {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(PyNone::get(py).to_owned().into_any())
    }
}

/// Whatever a function of the program gives that is to give nothing.
impl Incoming for () {
    fn from_py(_: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(())
    }
}

impl Outgoing for bool {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(PyBool::new(py, self).to_owned().into_any())
    }
}

impl Incoming for bool {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(value.cast::<PyBool>().map_err(|_| wrong(value, "a bool"))?.is_true())
    }
}

macro_rules! integers {
    ($($int:ty),*) => { $(
        impl Outgoing for $int {
            fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
                Ok(self.into_pyobject(py)?.into_any())
            }
        }
        impl Incoming for $int {
            fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
                if !value.is_instance_of::<PyInt>() || value.is_instance_of::<PyBool>() {
                    return Err(wrong(value, "an int"));
                }
                value.extract().map_err(|_| {
                    PyOverflowError::new_err(format!("must be {} to {}", <$int>::MIN, <$int>::MAX))
                })
            }
        }
    )* };
}
integers!(u16, u32, u64, i32, i64, usize);

impl Outgoing for f64 {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(PyFloat::new(py, self).into_any())
    }
}

impl Incoming for f64 {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        let number = value.is_instance_of::<PyFloat>() || value.is_instance_of::<PyInt>();
        if !number || value.is_instance_of::<PyBool>() {
            return Err(wrong(value, "a number"));
        }
        let number: Self = value.extract()?;
        if number.is_finite() { Ok(number) } else { Err(PyValueError::new_err("must be finite")) }
    }
}

impl Outgoing for String {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(PyString::new(py, &self).into_any())
    }
}

impl Incoming for String {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        let text = value.cast::<PyString>().map_err(|_| wrong(value, "a str"))?;
        // A lone surrogate is no character of any text.
        text.extract().map_err(|_| PyValueError::new_err("must be text that UTF-8 can write"))
    }
}

impl Outgoing for Cow<'static, str> {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(PyString::new(py, &self).into_any())
    }
}

impl Incoming for Cow<'static, str> {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        String::from_py(value).map(Cow::Owned)
    }
}

impl Incoming for PathBuf {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        let os = value.py().import(intern!(value.py(), "os"))?;
        let path =
            os.call_method1(intern!(value.py(), "fspath"), (value,)).map_err(|_| wrong(value, "a path"))?;
        path.extract().map_err(|_| wrong(value, "a path"))
    }
}

impl Outgoing for PathBuf {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(self.into_pyobject(py)?.into_any())
    }
}

impl Outgoing for Bytes {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(PyBytes::new(py, &self).into_any())
    }
}

impl Incoming for Bytes {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        Vec::<u8>::from_py(value).map(Into::into)
    }
}

impl Outgoing for Vec<u8> {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(PyBytes::new(py, &self).into_any())
    }
}

impl Incoming for Vec<u8> {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(bytes) = value.cast::<PyBytes>() {
            return Ok(bytes.as_bytes().to_vec());
        }
        let of = |name: &&str| value.get_type().name().is_ok_and(|found| found == **name);
        if !["bytearray", "memoryview"].iter().any(of) {
            return Err(wrong(value, "bytes"));
        }
        Self::from_py(&value.py().get_type::<PyBytes>().call1((value,))?)
    }
}

/// The first and the last moment of Python's calendar, and that from which both are counted.
const FIRST: i64 = -62_135_596_800_000_000;
const LAST: i64 = 253_402_300_799_999_999;
const EPOCH: civil::DateTime = civil::DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

#[allow(clippy::cast_sign_loss, reason = "parts of a date are not negative")]
impl Outgoing for Timestamp {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        // What Python has no date for, such as never, is its last one.
        let since = SignedDuration::from_micros(self.as_micros().clamp(FIRST, LAST));
        let civil = EPOCH.checked_add(since).map_err(|error| PyOverflowError::new_err(error.to_string()))?;
        let date = (i32::from(civil.year()), civil.month() as u8, civil.day() as u8);
        let time = (civil.hour() as u8, civil.minute() as u8, civil.second() as u8);
        let micros = civil.subsec_nanosecond() as u32 / 1000;
        let utc = PyTzInfo::utc(py)?;
        let time = PyDateTime::new(py, date.0, date.1, date.2, time.0, time.1, time.2, micros, Some(&*utc))?;
        Ok(time.into_any())
    }
}

impl Incoming for Timestamp {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = value.py();
        let time = value.cast::<PyDateTime>().map_err(|_| wrong(value, "a datetime"))?;
        if time.call_method0(intern!(py, "utcoffset"))?.is_none() {
            return Err(PyValueError::new_err("must have a time zone: datetime.now(timezone.utc)"));
        }
        let delta = time.sub(types(py)?.getattr(intern!(py, "EPOCH"))?)?;
        let micros = i64::try_from(micros(&delta)?);
        micros.map(Self::from_micros).map_err(|_| PyValueError::new_err("is out of range"))
    }
}

fn micros(delta: &Bound<'_, PyAny>) -> PyResult<i128> {
    let part = |name: &str| delta.getattr(name)?.extract::<i64>().map(i128::from);
    Ok((part("days")? * 86_400 + part("seconds")?) * 1_000_000 + part("microseconds")?)
}

/// The most days that a difference of times may have in Python.
const MOST_DAYS: u64 = 999_999_999;

#[allow(clippy::cast_possible_truncation, reason = "the days of Python's calendar, and parts of a day")]
impl Outgoing for Duration {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        let days = (self.as_secs() / 86_400).min(MOST_DAYS) as i32;
        Ok(PyDelta::new(py, days, (self.as_secs() % 86_400) as i32, self.subsec_micros() as i32, false)?
            .into_any())
    }
}

impl Incoming for Duration {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if value.is_instance_of::<PyDelta>() {
            return u64::try_from(micros(value)?)
                .map(Self::from_micros)
                .map_err(|_| PyValueError::new_err("must not be negative, nor longer than 500,000 years"));
        }
        let seconds = f64::from_py(value).map_err(|error| {
            let is_wrong = error.is_instance_of::<PyTypeError>(value.py());
            if is_wrong { wrong(value, "a number of seconds or a timedelta") } else { error }
        })?;
        Self::try_from_secs_f64(seconds)
            .map_err(|_| PyValueError::new_err("must be seconds, and not negative"))
    }
}

/// A type that is written as text everywhere.
macro_rules! texts {
    ($($ty:ty, $what:literal);*) => { $(
        impl Outgoing for $ty {
            fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
                self.to_string().into_py(py)
            }
        }
        impl Incoming for $ty {
            fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
                String::from_py(value)?.parse().map_err(|_| PyValueError::new_err(concat!("must be ", $what)))
            }
        }
    )* };
}
texts!(EventToken, "a token of an event");

impl Outgoing for Cursor {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        self.as_str().to_owned().into_py(py)
    }
}

impl Incoming for Cursor {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Self::from(String::from_py(value)?))
    }
}

impl Outgoing for Uuid {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        let mut text = Self::encode_buffer();
        Ok(PyString::new(py, self.as_hyphenated().encode_lower(&mut text)).into_any())
    }
}

impl Incoming for Uuid {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        let text = if value.is_instance_of::<PyString>() { value.clone() } else { uuid(value)? };
        Self::try_parse(&String::from_py(&text)?)
            .map_err(|_| PyValueError::new_err("is not an id; an id is a UUID"))
    }
}

/// The text of a `uuid.UUID`.
fn uuid<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let class = value.py().import("uuid")?.getattr("UUID")?;
    if value.is_instance(&class)? { Ok(value.str()?.into_any()) } else { Err(wrong(value, "an id as str")) }
}

impl<T: Outgoing> Outgoing for Option<T> {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Some(value) => value.into_py(py),
            None => ().into_py(py),
        }
    }
}

impl<T: Incoming> Incoming for Option<T> {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if value.is_none() { Ok(None) } else { T::from_py(value).map(Some) }
    }
}

impl<T: Outgoing> Outgoing for Vec<T> {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        let items: Vec<_> = self.into_iter().map(|item| item.into_py(py)).collect::<PyResult<_>>()?;
        Ok(PyList::new(py, items)?.into_any())
    }
}

impl<T: Incoming> Incoming for Vec<T> {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        // What has no length may have no end.
        if value.is_instance_of::<PyString>() || !value.is_instance_of::<PySequence>() {
            return Err(wrong(value, "a list"));
        }
        value.try_iter()?.map(|item| T::from_py(&item?)).collect()
    }
}

impl<T: Outgoing> Outgoing for BTreeMap<String, T> {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        let dict = PyDict::new(py);
        for (key, value) in self {
            dict.set_item(key, value.into_py(py)?)?;
        }
        Ok(dict.into_any())
    }
}

impl<T: Incoming> Incoming for BTreeMap<String, T> {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        let dict = value.cast::<PyDict>().map_err(|_| wrong(value, "a dict"))?;
        dict.iter().map(|(key, value)| Ok((String::from_py(&key)?, T::from_py(&value)?))).collect()
    }
}

impl Outgoing for serde_json::Value {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::Null => ().into_py(py),
            Self::Bool(value) => value.into_py(py),
            Self::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
                (Some(number), ..) => number.into_py(py),
                (_, Some(number), _) => number.into_py(py),
                (.., number) => number.unwrap_or(f64::NAN).into_py(py),
            },
            Self::String(text) => text.into_py(py),
            Self::Array(items) => items.into_py(py),
            Self::Object(entries) => entries.into_iter().collect::<BTreeMap<_, _>>().into_py(py),
        }
    }
}

impl Incoming for serde_json::Value {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        json(value, 0)
    }
}

/// How deep a JSON value may be.
const DEEPEST: u32 = 100;

fn json(value: &Bound<'_, PyAny>, depth: u32) -> PyResult<serde_json::Value> {
    use serde_json::Value;
    if depth > DEEPEST {
        return Err(PyValueError::new_err(format!("must be at most {DEEPEST} levels deep")));
    }
    if value.is_none() {
        return Ok(Value::Null);
    }
    if value.is_instance_of::<PyBool>() {
        return bool::from_py(value).map(Value::Bool);
    }
    if value.is_instance_of::<PyInt>() {
        return i64::from_py(value).map(Value::from).or_else(|_| u64::from_py(value).map(Value::from));
    }
    if value.is_instance_of::<PyFloat>() {
        return f64::from_py(value).map(Value::from);
    }
    if value.is_instance_of::<PyString>() {
        return String::from_py(value).map(Value::String);
    }
    if let Ok(dict) = value.cast::<PyDict>() {
        let entries = dict.iter().map(|(key, value)| Ok((String::from_py(&key)?, json(&value, depth + 1)?)));
        return entries.collect::<PyResult<serde_json::Map<_, _>>>().map(Value::Object);
    }
    if value.is_instance_of::<PyList>() || value.is_instance_of::<pyo3::types::PyTuple>() {
        let items = value.try_iter()?.map(|item| json(&item?, depth + 1));
        return items.collect::<PyResult<Vec<_>>>().map(Value::Array);
    }
    Err(wrong(value, "what JSON can tell"))
}

impl<T: Outgoing> Outgoing for Page<T> {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        types(py)?.call_method1(intern!(py, "Page"), (self.items.into_py(py)?, self.next.into_py(py)?))
    }
}

impl<K: Outgoing, T: Outgoing> Outgoing for ManyResult<K, T> {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        let (value, error) = match self.result {
            Ok(value) => (value.into_py(py)?, ().into_py(py)?),
            Err(error) => (().into_py(py)?, raise(py, &error).into_value(py).into_bound(py).into_any()),
        };
        types(py)?.call_method1(intern!(py, "ManyResult"), (self.item.into_py(py)?, value, error))
    }
}

/// The class of an enumeration, and its words in the order of their declaration.
pub(crate) struct WordClass {
    name: &'static str,
    words: PyOnceLock<Vec<Py<PyAny>>>,
}

impl WordClass {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, words: PyOnceLock::new() }
    }

    /// The word at this place.
    pub(crate) fn word<'py>(&self, py: Python<'py>, place: usize) -> PyResult<Bound<'py, PyAny>> {
        let words = self.words.get_or_try_init(py, || {
            let class = types(py)?.getattr(self.name)?;
            class.try_iter()?.map(|word| Ok(word?.unbind())).collect::<PyResult<_>>()
        })?;
        Ok(words[place].bind(py).clone())
    }
}

/// A word that Python gives: a member of its enumeration, or its text.
pub(crate) fn of_word<T: FromStr<Err = vmbay::Error>>(value: &Bound<'_, PyAny>) -> PyResult<T> {
    let text = value.cast::<PyString>().map_err(|_| wrong(value, "a str"))?;
    // A member is text too; its own text is its value.
    let text: String = text.to_str().map(str::to_owned).map_err(|_| PyValueError::new_err("must be text"))?;
    text.parse().map_err(|error: vmbay::Error| match error {
        vmbay::Error::InvalidArgument { problem, .. } => PyValueError::new_err(problem.into_owned()),
        other => raise(value.py(), &other),
    })
}

/// Whether a value is of the class of this name.
pub(crate) fn kind(value: &Bound<'_, PyAny>, class: &str) -> PyResult<bool> {
    value.is_instance(&types(value.py())?.getattr(class)?)
}

/// `Machine(id='…', name='web-1', …)`.
pub(crate) fn shown(record: &Bound<'_, PyAny>, class: &str, fields: &[&str]) -> PyResult<String> {
    let mut out = format!("{class}(");
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        out.push_str(field);
        out.push('=');
        out.push_str(&record.getattr(*field)?.repr()?.to_string_lossy());
    }
    out.push(')');
    Ok(out)
}

/// How a record is pickled: as what makes it again.
pub(crate) fn restored<'py>(record: &Bound<'py, PyAny>, fields: &[&str]) -> PyResult<Bound<'py, PyAny>> {
    let py = record.py();
    let dict = PyDict::new(py);
    for field in fields {
        dict.set_item(field, record.getattr(*field)?)?;
    }
    let restore = types(py)?.getattr(intern!(py, "restore"))?;
    Ok((restore, (record.get_type(), dict)).into_pyobject(py)?.into_any())
}
