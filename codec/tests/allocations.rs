//! Nothing is allocated: decode, iterate, look up, verdict, warnings, encode, print.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::fmt::{self, Write as _};

use tillwire::spin::{Answer, Endpoint, ExtData, PaymentType, Request, Response, Sale, Terminal, read_query};
use tillwire::{Asked, Decode, Encode, Options, Policy};

use crate::corpus;

/// Counts the allocations of the thread that asks.
struct Counting;

thread_local!(static COUNT: Cell<usize> = const { Cell::new(0) });

// SAFETY: hands everything on to the system's allocator.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(work: impl FnOnce()) -> usize {
    let before = COUNT.get();
    work();
    COUNT.get() - before
}

/// Takes any text and keeps its length.
struct Sink(usize);

impl fmt::Write for Sink {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| drop(std::hint::black_box(Box::new(1)))), 1);
}

#[test]
fn requests_allocate_nothing() {
    let (mut url, mut query) = (vec![0; 16384], vec![0; 16384]);
    for (name, bytes) in corpus::requests() {
        let count = allocations(|| {
            let request = Request::decode(&bytes).unwrap();
            write!(Sink(0), "{request:?} {:?}", request.question()).unwrap();
            request.encode(&mut url).unwrap();
            if let Request::Sale(sale) = &request {
                let text = Endpoint::LIVE.with_max_len(16384).get(sale, &mut url).unwrap();
                write!(Sink(0), "{text} {text:?}").unwrap();
                read_query(text.expose().as_bytes(), &mut query).unwrap();
                for item in sale.cart().and_then(|cart| cart.items()).into_iter().flatten() {
                    write!(Sink(0), "{item:?}").unwrap();
                }
            }
        });
        assert_eq!(count, 0, "{name}");
    }
    let count = allocations(|| {
        let terminal = Terminal::by_register("3", "1234567890").unwrap();
        let amount = tillwire::Dollars::from_cents(100);
        let sale = Sale::new(&terminal, PaymentType::CREDIT, "2", amount).unwrap().with_tag1("a").unwrap();
        write!(Sink(0), "{:?} {:?}", sale, sale.with_tag1("123456789")).unwrap();
        sale.encode(&mut url).unwrap();
    });
    assert_eq!(count, 0);
}

#[test]
fn nothing_is_allocated() {
    let mut buffer = vec![0; 8192];
    for (name, bytes) in corpus::spin() {
        for policy in [Policy::Tolerant, Policy::Strict] {
            let count = allocations(|| use_all(&bytes, policy, &mut buffer));
            assert_eq!(count, 0, "{name} under {policy:?}");
        }
    }
}

fn use_all(bytes: &[u8], policy: Policy, buffer: &mut [u8]) {
    let mut sink = Sink(0);
    let response = match Answer::decode_with(bytes, &Options::new(policy)) {
        Ok(Answer::Response(response)) => response,
        Ok(link) => return write!(sink, "{:?} {link:?}", link.verdict()).unwrap(),
        Err(error) => return write!(sink, "{error} {error:?} {:?}", error.advice()).unwrap(),
    };
    let _ = response.answers(&Asked { reference: Some("2"), register: Some("3"), amount: Some(100) });
    write!(sink, "{:?} {response:?} {:?}", response.verdict(), response.fields()).unwrap();
    response.warnings().for_each(|warning| write!(sink, "{warning}").unwrap());
    for field in response.fields() {
        write!(sink, "{}", field.text().percent_decoded()).unwrap();
        let _ = field.text().decode_into(buffer).map(|text| text.len());
    }
    for ext_data in response.ext_data() {
        ext_data.entries().for_each(|entry| write!(sink, "{}", entry.key()).unwrap());
        for key in ExtData::FIELDS {
            let _ = ext_data.find(key.name);
        }
        let _ = ext_data.amount().map(|amount| amount.cents());
    }
    for report in response.trans_report() {
        write!(sink, "{report:?}").unwrap();
        if let Some(daily) = report.daily() {
            daily.transactions().for_each(|trans| write!(sink, "{:?}", trans.amount()).unwrap());
        }
    }
    if let Some(signature) = response.signature() {
        let ink = signature
            .picture()
            .map(|picture| picture.rows().map(|row| row.pixels().filter(|&ink| ink).count()).sum::<usize>());
        write!(sink, "{ink:?} {signature:?}").unwrap();
    }
    assert_eq!(response.encode(buffer).unwrap().len(), response.encoded_len());
    assert!(Response::decode(b"<response>").is_err() && sink.0 > 0);
}
