using PartnerChat.Data;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>Conversations of any length, made at once, and looks at how the list shows them.</summary>
internal static class LongHistory
{
    /// <summary>
    /// Puts messages straight into the tables, rows of mixed heights over many days: all but the last <paramref name="unread"/> read, every third by A and the unread ones
    /// by B.
    /// </summary>
    public static async Task FillAsync(ChatServer server, SignedUpCouple couple, int count, int unread = 0)
    {
        var ct = TestContext.Current.CancellationToken;
        var member = (await server.Get<ConversationStore>().FindMembershipAsync(couple.A.Id, ct))!;
        await using var command = server.Get<ChatDataSources>().Writers.CreateCommand($"""
            INSERT INTO partner_messages (id, conversation_id, sender_id, content, seq, first_change_seq, change_seq, sent_at, created_at, delivered_at, read_at, client_message_id)
                SELECT gen_random_uuid(), '{member.ConversationId}', CASE WHEN s % 3 = 0 AND s <= {count - unread} THEN 'partner_a' ELSE 'partner_b' END,
                    'message ' || s || repeat(' and some more words', (s * 7 % 11)::int), s, s, s, at, at,
                    CASE WHEN s <= {count - unread} THEN at END, CASE WHEN s <= {count - unread} THEN at END, gen_random_uuid()
                FROM generate_series(1, {count}) s, LATERAL (SELECT now() - ({count} - s) * interval '7 minutes' AS at) t;
            INSERT INTO message_changes (conversation_id, change_seq, seq, made) SELECT '{member.ConversationId}', s, s, true FROM generate_series(1, {count}) s;
            UPDATE partner_conversations SET last_seq = {count}, last_change_seq = {count}, message_count = {count}, last_sent_at = now(), last_message_at = now(),
                partner_a_position = {count - unread}, partner_b_position = {count - unread}
                WHERE id = '{member.ConversationId}';
            """);
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Messages of B's while the pages are open.</summary>
    public static async Task SayAsync(ChatServer server, SignedUpCouple couple, int count, string text = "news")
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = server.Get<PartnerChat.Web.Messaging.ChatService>();
        var visit = (await chat.VisitAsync(couple.B.Id, ct)).Value!;
        for (var i = 1; i <= count; i++)
            Assert.NotNull((await chat.SendAsync(visit.Participant, new($"{text} {i}", Guid.CreateVersion7()), ct)).Value);
    }

    public static Task<double> GapAsync(this Partner partner) =>
        partner.List.EvaluateAsync<double>("list => list.scrollHeight - list.clientHeight - list.scrollTop");

    /// <summary>The seq of the first row in view.</summary>
    public static Task<long> TopRowAsync(this Partner partner) => partner.List.EvaluateAsync<long>(
        "list => Number([...list.querySelectorAll('li[data-seq]')].find(li => li.getBoundingClientRect().bottom > list.getBoundingClientRect().top + 1).dataset.seq)");

    /// <summary>How far a row is below the upper edge.</summary>
    public static Task<double> OffsetOfAsync(this Partner partner, long seq) => partner.List.EvaluateAsync<double>(
        "(list, seq) => list.querySelector(`li[data-seq='${seq}']`).getBoundingClientRect().top - list.getBoundingClientRect().top", seq);

    /// <summary>
    /// Scrolls in one direction, a part of the view at a time, until a row is there. From each step to the next the row in the middle is compared, in every frame, with where
    /// the scrolling alone has put it.
    /// </summary>
    /// <param name="step">In heights of the view; below 0 is up.</param>
    public static Task<Walk> WalkAsync(this Partner partner, double step, long untilSeq) => partner.List.EvaluateAsync<Walk>("""
        async (list, [step, until]) => {
          const frame = () => new Promise(done => requestAnimationFrame(done));
          const rows = () => [...list.querySelectorAll('li[data-seq]')];
          const seen = { drift: 0, mostRows: 0, mostNodes: 0, frames: 0, sound: true };
          const look = () => {
            const now = rows();
            seen.mostRows = Math.max(seen.mostRows, now.length);
            seen.mostNodes = Math.max(seen.mostNodes, document.getElementsByTagName('*').length);
            for (let i = 1; i < now.length; i++) if (Number(now[i].dataset.seq) !== Number(now[i - 1].dataset.seq) + 1) seen.sound = false;
          };
          const end = performance.now() + 1500000;
          while (performance.now() < end) {
            look();
            const edge = step < 0 ? list.scrollTop <= 0 : list.scrollHeight - list.clientHeight - list.scrollTop <= 1;
            if (edge && list.querySelector(`li[data-seq="${until}"]`)) return seen;
            list.scrollTop += step * list.clientHeight;
            // A hand's scrolling is told in the task that does it, a script's a frame later.
            list.dispatchEvent(new Event('scroll'));
            const middle = list.getBoundingClientRect().top + list.clientHeight / 2;
            const watched = rows().find(li => li.getBoundingClientRect().bottom > middle);
            const before = watched.getBoundingClientRect().top;
            for (let i = 0; i < 3; i++) {
              await frame();
              seen.frames++;
              if (watched.isConnected) seen.drift = Math.max(seen.drift, Math.abs(watched.getBoundingClientRect().top - before));
              else seen.sound = false;
            }
          }
          return { ...seen, sound: false };
        }
        """, new object[] { step, untilSeq });

    /// <summary>What a walk through the history saw.</summary>
    public sealed record Walk
    {
        public double Drift { get; init; }

        public int MostRows { get; init; }

        public int MostNodes { get; init; }

        public int Frames { get; init; }

        /// <summary>Whether the rows were dense in every frame, and the end was reached in time.</summary>
        public bool Sound { get; init; }
    }
}
