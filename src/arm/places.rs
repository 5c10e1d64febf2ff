//! So many at the same time, and no more.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// Places for what is done at the same time.
#[derive(Clone, Debug)]
pub struct Places(Rc<State>);

#[derive(Debug)]
struct State {
    free: Cell<usize>,
    waiting: RefCell<Vec<Waker>>,
}

/// A place that is taken until this is dropped.
#[derive(Debug)]
pub struct Place(Rc<State>);

impl Places {
    /// At least one.
    #[must_use]
    pub fn new(places: usize) -> Self {
        let free = Cell::new(places.max(1));
        Self(Rc::new(State { free, waiting: RefCell::default() }))
    }

    /// Takes a place, as soon as there is one.
    pub async fn take(&self) -> Place {
        poll_fn(|context| {
            if let Some(rest) = self.0.free.get().checked_sub(1) {
                self.0.free.set(rest);
                return Poll::Ready(Place(Rc::clone(&self.0)));
            }
            self.0.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.free.set(self.0.free.get() + 1);
        // All of them: the first may have been stopped while it waited.
        for waker in self.0.waiting.take() {
            waker.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::{Pin, pin};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Context, Wake};

    #[derive(Default)]
    struct Woken(AtomicUsize);

    impl Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn whoever_comes_late_waits_until_one_leaves() {
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(Arc::clone(&woken));
        let mut context = Context::from_waker(&waker);
        let mut poll = |it: Pin<&mut dyn Future<Output = Place>>| match it.poll(&mut context) {
            Poll::Ready(place) => Some(place),
            Poll::Pending => None,
        };

        let places = Places::new(2);
        let [first, second] = [(); 2].map(|()| poll(pin!(places.take())).unwrap());
        let mut third = Box::pin(places.take());
        assert!(poll(third.as_mut()).is_none());
        {
            let mut stopped = Box::pin(places.take());
            assert!(poll(stopped.as_mut()).is_none());
        }
        drop(first);
        assert_eq!(woken.0.load(Ordering::Relaxed), 2);
        assert!(poll(third.as_mut()).is_some());
        drop(second);
        assert!(poll(pin!(places.take())).is_some());
        assert!(poll(pin!(Places::new(0).take())).is_some());
    }
}
