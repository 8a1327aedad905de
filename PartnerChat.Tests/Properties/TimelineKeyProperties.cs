using CsCheck;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;

namespace PartnerChat.Tests.Properties;

/// <summary>
/// Whatever happens while a window moves, no two days, blocks, or rows and notices of a block have the same key: two that have end the circuit, and the renderer says only that
/// a pooled instance was returned wrongly.
/// </summary>
public sealed class TimelineKeyProperties
{
    private static readonly string[] Zones = ["Europe/Berlin", "Asia/Tokyo", "Pacific/Honolulu", "UTC"];

    [Fact]
    public void Days_WhateverHappens_HaveNoKeyTwice()
    {
        Gen.Select(Gen.Int[1, 700], Gen.Int[0, 800], Gen.Select(Gen.Int[0, 9], Gen.Int[0, 100_000]).Array[5, 60]).Sample(
            (count, position, acts) =>
            {
                var play = new Play(count, position);
                foreach (var (act, place) in acts)
                {
                    play.Act(act, place);
                    if (!play.HasKeysOnce()) return false;
                }

                return true;
            },
            iter: Campaign.Count(4_000));
    }

    // A conversation as the store has it, and a page that shows a part of it.
    private sealed class Play
    {
        private readonly FakeTimeProvider _time = new(Talk.Noon.AddDays(30));
        private readonly List<MessageRecord> _stored;
        private readonly List<NoticeRecord> _notices = [];
        private ChatState _state;
        private long _changes = 10_000;

        public Play(int count, int position)
        {
            _stored = [.. Enumerable.Range(1, count).Select(Make)];
            var page = _stored.TakeLast(100).ToList();
            _state = new ChatState(Talk.Opening(page, hasOlder: page[0].Seq > 1, position), Clock(0));
        }

        private MessageWindow Window => _state.Window;

        public void Act(int act, int place)
        {
            var message = _stored[place % _stored.Count];
            switch (act)
            {
                case 0:
                    Load(() => Window.FirstSeq is { } first && Window.Prepend(new MessagePage(From(first - 50, first - 1), first > 51), first + (place % 400)), place);
                    break;
                case 1:
                    Load(() => Window.Append(new MessagePage(From(Window.LastSeq + 1, Window.LastSeq + 50), Window.LastSeq + 50 < _stored.Count), Window.LastSeq - (place % 400)), place);
                    break;
                case 2:
                    Load(() => Jump(message.Seq), place);
                    break;
                case 3:
                    Send();
                    break;
                case 4:
                    Change(message with { Content = "", DeletedAt = message.SentAt.AddSeconds(place % 2 == 0 ? 5 : 500) });
                    break;
                case 5:
                    Change(message with { ReadAt = message.ReadAt ?? message.SentAt.AddDays(1), DeliveredAt = message.DeliveredAt ?? message.SentAt.AddDays(1) });
                    break;
                case 6:
                    Notify(message.SentAt.AddSeconds((place % 3) - 1));
                    break;
                case 7:
                    _state.Use(Clock(place));
                    break;
                case 8:
                    _state = new ChatState(_state.ToSnapshot(Zones[place % Zones.Length]), Clock(place));
                    break;
                default:
                    _state.Take(_notices);
                    Window.LetGoBefore(message.Seq);
                    break;
            }

            _state.Arrange();
        }

        public bool HasKeysOnce() =>
            AreOnce(_state.Days.Select(d => d.Day)) && _state.Days.All(d => AreOnce(d.Blocks.Select(b => b.IsBelow)) && d.Blocks.All(HasKeysOnce));

        private static bool HasKeysOnce(TimelineBlock block) => AreOnce(block.Rows.Select(r => r.Message.Id).Concat(block.Notices.Select(n => n.Notice.Id)));

        private static bool AreOnce<T>(IEnumerable<T> keys)
        {
            var list = keys.ToList();
            return list.Distinct().Count() == list.Count;
        }

        // Every fifth bears a time before the one above it, which the store does not write but a page must bear.
        private static MessageRecord Make(int seq) =>
            Talk.Message(seq, seq % 3 == 0 ? PartnerSide.A : PartnerSide.B, Talk.Noon.AddMinutes((seq * 37) - (seq % 5 == 0 ? 75 : 0)));

        private ViewerClock Clock(int place) => new(_time, Zones[place % Zones.Length], Words.Of<ChatTexts>());

        private List<MessageRecord> From(long first, long last) => [.. _stored.Where(m => m.Seq >= first && m.Seq <= last)];

        // What happens while a page is on its way is put to it when it comes.
        private void Load(Func<bool> take, int place)
        {
            Window.StartLoading();
            if (place % 2 == 0) Send();
            if (place % 3 == 0) Change(_stored[^1] with { Content = "edited" });
            if (take()) _state.Take(_notices);
            Window.EndLoading();
        }

        private bool Jump(long seq)
        {
            var stretch = From(seq - 30, seq + 50);
            Window.Replace(new HistoryStretch(stretch, stretch[0].Seq > 1, stretch[^1].Seq < _stored.Count));
            _state.Land(seq);
            return true;
        }

        private void Send()
        {
            _stored.Add(Make(_stored.Count + 1));
            _state.Apply(_stored[^1].Sent());
        }

        private void Change(MessageRecord message)
        {
            var changed = message with { ChangeSeq = ++_changes };
            _stored[(int)changed.Seq - 1] = changed;
            _state.Apply(changed.Changed());
        }

        private void Notify(DateTimeOffset at)
        {
            var facts = _state.Facts with { Seq = _state.Facts.Seq + 1 };
            _notices.Add(new NoticeRecord(Guid.CreateVersion7(), facts.Seq, Notice.ReceiptsOff, at, PartnerSide.B));
            _state.Apply(new FactsChanged(_state.ConversationId, facts, facts.Seq - 1, [_notices[^1]]));
        }
    }
}
