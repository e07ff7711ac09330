//! A global allocator that counts, to see that the library never allocates.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

#[derive(Debug)]
struct Counting;

// SAFETY: every call goes to the system's allocator as it came; counting touches nothing but a number of the thread.
#[allow(unsafe_code, reason = "an allocator cannot be written without")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count();
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        unsafe { System.realloc(place, layout, size) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count() {
    // While a thread ends there is nothing left to count in.
    let _ = COUNT.try_with(|count| count.set(count.get().wrapping_add(1)));
}

/// What `work` gives, which must not allocate.
///
/// # Panics
/// Where it did.
pub fn none<T>(work: impl FnOnce() -> T) -> T {
    let before = COUNT.get();
    let result = work();
    let after = COUNT.get();
    assert_eq!(after.wrapping_sub(before), 0, "memory was allocated");
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allocation_is_seen() {
        assert_eq!(none(|| 1 + 1), 2);
        use std::hint::black_box;
        let works: [fn(); 3] = [
            || drop(black_box(Box::new(1))),
            || drop(black_box(vec![0; black_box(9)].repeat(9))),
            || drop(black_box(format!("{}", black_box(1)))),
        ];
        for allocates in works {
            assert!(std::panic::catch_unwind(|| none(allocates)).is_err());
        }
    }
}
