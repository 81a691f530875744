//! A short list in place: states are cloned by the million, and a heap allocation for each list would cost more than
//! the rest of the walk.
//!
//! What must stay true: places past the end hold the default, so that equal lists are equal bit by bit and hash alike.

use std::fmt;
use std::ops::{Deref, DerefMut};

/// At most `N` values.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Few<T, const N: usize> {
    len: u8,
    items: [T; N],
}

impl<T: Copy + Default, const N: usize> Default for Few<T, N> {
    fn default() -> Self {
        Self { len: 0, items: [T::default(); N] }
    }
}

impl<T: Copy + Default, const N: usize> Few<T, N> {
    /// Appends `item`; gives it back when there is no room.
    ///
    /// # Errors
    /// The list is full.
    pub(crate) fn push(&mut self, item: T) -> Result<(), T> {
        if self.is_full() {
            return Err(item);
        }
        self.items[usize::from(self.len)] = item;
        self.len += 1;
        Ok(())
    }

    /// Whether nothing more fits in.
    #[must_use]
    pub(crate) fn is_full(&self) -> bool {
        usize::from(self.len) == N
    }

    /// Takes out the item at `place`, which must exist.
    pub(crate) fn remove(&mut self, place: usize) -> T {
        let item = self[place];
        self.items.copy_within(place + 1.., place);
        self.len -= 1;
        self.items[usize::from(self.len)] = T::default();
        item
    }

    /// Keeps the first `len` items.
    pub(crate) fn truncate(&mut self, len: usize) {
        while self.len() > len {
            self.remove(self.len() - 1);
        }
    }

    /// Keeps what `is_wanted`.
    pub(crate) fn retain(&mut self, is_wanted: impl Fn(&T) -> bool) {
        for place in (0..self.len()).rev() {
            if !is_wanted(&self[place]) {
                self.remove(place);
            }
        }
    }
}

impl<T, const N: usize> Deref for Few<T, N> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items[..usize::from(self.len)]
    }
}

impl<T, const N: usize> DerefMut for Few<T, N> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.items[..usize::from(self.len)]
    }
}

impl<T: fmt::Debug, const N: usize> fmt::Debug for Few<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
