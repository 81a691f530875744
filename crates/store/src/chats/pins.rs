//! The places of pinned chats (chats-api.md 1.6). Metadata: raises no version.
//!
//! What must stay true: after a change the pinned chats of an owner have the places 1, 2, 3 without a gap. Changes of one
//! owner's pins come one after the other, by an advisory lock: two that append at the same time would take the same place.

use ropewalk_model::{ChatId, UserId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::notify::Outbox;
use super::row::read_chats;
use crate::{Step, Store, StoreError};

/// What becomes of a chat's pin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinChange {
    /// It has none from now on.
    Unpin,
    /// A pinned chat moves to this place, counted from 1, or as near to it as there are places; one that is not pinned is
    /// pinned behind all others.
    Pin {
        /// The place.
        place: u32,
    },
}

/// Whether a pin was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinOutcome {
    /// It is as asked for.
    Done,
    /// There is no such chat.
    NotFound,
    /// An archived chat cannot be pinned.
    Archived,
    /// A child cannot be pinned.
    Child,
}

/// A chat that is pinned, or is to be.
struct Candidate {
    id: Uuid,
    pin_order: i32,
    archived: bool,
    is_child: bool,
}

impl Store {
    /// Changes a chat's pin, and the places of its owner's other pinned chats with it.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.set_pin", skip_all, fields(chat.id = %id), err(level = "debug"))]
    pub async fn set_chat_pin(&self, id: ChatId, change: PinChange) -> Result<PinOutcome, StoreError> {
        let mut tx = self.begin("begin to pin a chat").await?;
        let Some(owner) = sqlx::query_scalar!("select owner_id from chats where id = $1", id.uuid())
            .fetch_optional(&mut *tx)
            .await
            .step("read the owner of a chat")?
        else {
            return Ok(PinOutcome::NotFound);
        };
        let candidates = lock_pins(&mut tx, owner.into(), id).await?;
        let outcome = match candidates.iter().find(|it| it.id == id.uuid()) {
            None => PinOutcome::NotFound,
            Some(this) => match refusal(this, change) {
                Some(refused) => refused,
                None => {
                    write_places(&mut tx, &candidates, &places(&candidates, this, change)).await?;
                    PinOutcome::Done
                }
            },
        };
        let locked: Vec<Uuid> = candidates.iter().map(|it| it.id).collect();
        let locked = read_chats(&mut tx, &locked).await?;
        tx.commit().await.step("commit the pins of chats")?;
        // An acquirer passes by a locked row, also by one that did not change (chat-state-machine.md 6.3).
        let mut outbox = Outbox::default();
        for read in &locked {
            outbox.wake(read);
        }
        outbox.send(self).await;
        Ok(outcome)
    }
}

const fn refusal(this: &Candidate, change: PinChange) -> Option<PinOutcome> {
    match change {
        PinChange::Unpin => None,
        PinChange::Pin { .. } if this.is_child => Some(PinOutcome::Child),
        PinChange::Pin { .. } if this.archived => Some(PinOutcome::Archived),
        PinChange::Pin { .. } => None,
    }
}

async fn lock_pins(
    connection: &mut PgConnection,
    owner: UserId,
    id: ChatId,
) -> Result<Vec<Candidate>, StoreError> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended('chat pins ' || $1::text, 0))",
        owner.to_string()
    )
    .execute(&mut *connection)
    .await
    .step("wait for other changes of pins")?;
    sqlx::query_as!(
        Candidate,
        r#"select id, pin_order, archived, parent_chat_id is not null as "is_child!"
             from chats
            where id = $2 or (owner_id = $1 and pin_order > 0)
            order by id
            limit 10000
              for update"#,
        owner.uuid(),
        id.uuid(),
    )
    .fetch_all(connection)
    .await
    .step("lock the pinned chats")
}

/// The pinned chats in the order that they are to have.
fn places(candidates: &[Candidate], this: &Candidate, change: PinChange) -> Vec<Uuid> {
    let mut others: Vec<&Candidate> =
        candidates.iter().filter(|it| it.pin_order > 0 && it.id != this.id).collect();
    others.sort_by_key(|it| (it.pin_order, it.id));
    let mut order: Vec<Uuid> = others.into_iter().map(|it| it.id).collect();
    if let PinChange::Pin { place } = change {
        let end = order.len();
        let wanted = usize::try_from(place).unwrap_or(usize::MAX).saturating_sub(1);
        order.insert(if this.pin_order > 0 { wanted.min(end) } else { end }, this.id);
    }
    order
}

/// Writes the places that changed.
async fn write_places(
    connection: &mut PgConnection,
    candidates: &[Candidate],
    order: &[Uuid],
) -> Result<(), StoreError> {
    let place_of = |id: Uuid| -> i32 {
        order.iter().position(|it| *it == id).map_or(0, |place| i32::try_from(place + 1).unwrap_or(i32::MAX))
    };
    let (ids, new_places): (Vec<Uuid>, Vec<i32>) = candidates
        .iter()
        .map(|it| (it, place_of(it.id)))
        .filter(|(it, place)| it.pin_order != *place)
        .map(|(it, place)| (it.id, place))
        .unzip();
    sqlx::query!(
        "update chats c set pin_order = n.place
           from unnest($1::uuid[], $2::integer[]) as n(id, place)
          where c.id = n.id",
        &ids,
        &new_places,
    )
    .execute(connection)
    .await
    .step("write the places of pinned chats")
    .map(drop)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Candidate, PinChange, places};

    /// Pinned chats 1 to 4 at these places; 9 is not pinned.
    fn candidates(pins: [i32; 4]) -> Vec<Candidate> {
        let pinned = (1..).zip(pins);
        let one = |(n, pin_order)| Candidate {
            id: Uuid::from_u128(n),
            pin_order,
            archived: false,
            is_child: false,
        };
        pinned.chain([(9, 0)]).map(one).collect()
    }

    fn after(pins: [i32; 4], this: usize, change: PinChange) -> Vec<u128> {
        let candidates = candidates(pins);
        places(&candidates, &candidates[this], change).into_iter().map(|id| id.as_u128()).collect()
    }

    #[test]
    fn a_pinned_chat_moves_and_a_new_one_goes_last() {
        for (this, change, expected) in [
            (0, PinChange::Pin { place: 3 }, vec![2, 3, 1, 4]),
            (3, PinChange::Pin { place: 1 }, vec![4, 1, 2, 3]),
            (1, PinChange::Pin { place: 2 }, vec![1, 2, 3, 4]),
            (0, PinChange::Pin { place: u32::MAX }, vec![2, 3, 4, 1]),
            (4, PinChange::Pin { place: 1 }, vec![1, 2, 3, 4, 9]),
            (1, PinChange::Unpin, vec![1, 3, 4]),
            (4, PinChange::Unpin, vec![1, 2, 3, 4]),
        ] {
            assert_eq!(after([1, 2, 3, 4], this, change), expected, "{this} {change:?}");
        }
        assert_eq!(after([8, 2, 5, 9], 2, PinChange::Pin { place: 1 }), [3, 2, 1, 4], "gaps are closed");
    }
}
