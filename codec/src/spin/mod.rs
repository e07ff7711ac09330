//! SPIn: the XML between a register and a terminal.

mod answer;
mod code;
mod emv_data;
mod ext_data;
mod followup;
mod frame;
mod receipt;
mod report;
pub(crate) mod request;
mod response;
mod signature;
mod url;
mod verdict;

pub use crate::message::{
    Built, Contents, Elements, Entries, Entry, FieldText, Fields, ItemIter, Items, Many, Shape, Warnings,
};
pub use answer::{Answer, LinkState};
pub use code::*;
pub use emv_data::EmvData;
pub use ext_data::ExtData;
pub use frame::{Frame, FrameEnd};
pub use receipt::Receipt;
pub use report::{DailyReport, DailyReportBuilder, SummaryReport, TransReport, Transaction};
pub use request::*;
pub use response::{Response, ResponseBuilder};
pub use signature::{Picture, Pixels, Row, Rows, Signature};
pub use url::{Address, Endpoint, Framed, Parameter, Url, UrlError, read_query};
