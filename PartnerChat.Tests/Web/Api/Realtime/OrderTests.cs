using System.Globalization;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api.Realtime;

/// <summary>One order for everybody, whatever they do at once and however often their line drops.</summary>
public sealed class OrderTests(ChatServer server) : IClassFixture<ChatServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shouting_BothAtOnce_EverySessionAndTheHistoryHaveOneOrder()
    {
        var each = Campaign.Count(300);
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        await using var a2 = await nora.ListenAsync();
        await using var b = await sami.ListenAsync();
        await using var b2 = await sami.ListenAsync();

        await Task.WhenAll(ShoutAsync(a, "nora", each), ShoutAsync(b, "sami", each));

        SocketClient[] sessions = [a, a2, b, b2];
        foreach (var session in sessions) await session.WaitForAsync(c => Heard(c).Count() == 2 * each);
        var history = await nora.ReadHistoryAsync();
        Assert.All(sessions, session => Assert.Equal(history, Heard(session)));
    }

    [Fact]
    public async Task EqualClientIds_TwentyAtOnce_MakeOneMessage()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        await using var b = await sami.ListenAsync();
        var id = Guid.NewGuid();

        var rest = Enumerable.Range(0, 10).Select(_ => nora.SendAsync("once", id)).ToList();
        for (var i = 0; i < 10; i++) await a.SayAsync("once", id);

        var stored = (await Task.WhenAll(rest)).Select(m => (string?)m["id"]).Distinct();
        await a.WaitForAsync(c => c.Of("message_sent").Count() >= 10);
        var told = a.Of("message_sent").Select(f => (string?)f["message"]!["id"]).Distinct();
        await nora.SendAsync("next");
        await b.WaitForAsync(c => c.Of("new_message").Count() >= 2);
        Assert.Equal(Assert.Single(stored), Assert.Single(told));
        Assert.Equal(["once", "next"], Heard(b));
    }

    [Fact]
    public async Task Reconnecting_ByCursorUnderFire_NoGapAndNoRepeat()
    {
        var reconnects = Campaign.Count(40);
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        using var fire = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var firing = FireAsync(a, fire.Token);
        var heard = new List<string?>();
        var cursors = new List<long>();
        long cursor = 0;

        for (var i = 0; i <= reconnects; i++)
        {
            await using var b = await sami.ListenAsync(cursor);
            if (i == reconnects) await fire.CancelAsync();
            var count = i == reconnects ? await firing - heard.Count : 1 + (i % 7);
            await b.WaitForAsync(c => Heard(c).Count() >= count);
            b.Drop();
            await b.WaitForAsync(c => c.HasEnded);
            heard.AddRange(Heard(b));
            cursors.AddRange(b.Frames.Where(f => f["cursor"] is not null).Select(f => (long)f["cursor"]!));
            cursor = Math.Max(cursor, b.Cursor);
        }

        Assert.Equal(Enumerable.Range(0, await firing).Select(Text), heard);
        Assert.Equal(cursors.Order().Distinct(), cursors);
    }

    private static IEnumerable<string?> Heard(SocketClient client) =>
        client.Frames.Where(f => (string?)f["type"] is "message_sent" or "new_message").Select(f => (string?)f["message"]!["content"]);

    private static string Text(int i) => i.ToString(CultureInfo.InvariantCulture);

    private static async Task ShoutAsync(SocketClient client, string name, int count)
    {
        for (var i = 0; i < count; i++) await client.SayAsync($"{name} {i}");
    }

    private static async Task<int> FireAsync(SocketClient client, CancellationToken enough)
    {
        var count = 0;
        for (; !enough.IsCancellationRequested; count++)
        {
            await client.SayAsync(Text(count));
            await client.WaitForAsync(c => c.Of("message_sent").Count() > count);
        }

        return count;
    }
}
