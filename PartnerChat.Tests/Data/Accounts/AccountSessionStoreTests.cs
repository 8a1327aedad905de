using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Accounts;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Accounts;

public sealed class AccountSessionStoreTests(PostgresFixture postgres)
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindEndedAsync_LiveSession_IsNotAmongThem()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);

        Assert.Empty(await node.Get<AccountSessionStore>().FindEndedAsync([await SignInAsync(node)], Ct));
    }

    [Fact]
    public async Task FindEndedAsync_ManyInEveryState_NamesThoseThatAreNotGood()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var store = node.Get<AccountSessionStore>();
        var (good, ended, restamped, locked, unlocked) = (await SignInAsync(node), await SignInAsync(node), await SignInAsync(node), await SignInAsync(node), await SignInAsync(node));
        await store.EndAsync(ended.SessionId, Ct);
        await node.ExecuteAsync("UPDATE users SET security_stamp = 'another' WHERE id = $1", Ct, restamped.UserId);
        await node.ExecuteAsync("UPDATE users SET locked_at = $2 WHERE id = $1", Ct, locked.UserId, _time.GetUtcNow());
        await node.ExecuteAsync("UPDATE users SET lockout_end = 'infinity' WHERE id = $1", Ct, unlocked.UserId);
        var absent = good with { SessionId = Guid.NewGuid() };
        var somebodyElses = good with { UserId = unlocked.UserId };
        var anEarlierStamp = good with { SecurityStamp = "earlier" };

        var found = await store.FindEndedAsync([good, ended, restamped, locked, unlocked, absent, somebodyElses, anEarlierStamp], Ct);

        Assert.Equal([ended, restamped, locked, absent, somebodyElses, anEarlierStamp], found);
    }

    [Fact]
    public async Task EndAsync_Twice_KeepsTheFirstTime()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var store = node.Get<AccountSessionStore>();
        var session = await SignInAsync(node);
        var first = _time.GetUtcNow();

        await store.EndAsync(session.SessionId, Ct);
        _time.Advance(TimeSpan.FromMinutes(1));
        await store.EndAsync(session.SessionId, Ct);

        Assert.Equal(first, (await ReadAsync(node)).Single().EndedAt);
    }

    [Theory]
    [InlineData(59, 0)]
    [InlineData(60, 60)]
    public async Task TouchAsync_AfterMinutes_MovesOnlyByTheHour(int minutes, int movedBy)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var session = await SignInAsync(node);
        var started = _time.GetUtcNow();

        _time.Advance(TimeSpan.FromMinutes(minutes));
        await node.Get<AccountSessionStore>().TouchAsync(session.SessionId, Ct);

        Assert.Equal(started.AddMinutes(movedBy), (await ReadAsync(node)).Single().LastSeenAt);
    }

    [Fact]
    public async Task StartAsync_AfterSixtyDays_TakesOutOnesOwnThatWentUnseen()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var store = node.Get<AccountSessionStore>();
        var (unseen, seen, other) = (await SignInAsync(node), Guid.Empty, await SignInAsync(node));
        seen = await store.StartAsync(unseen.UserId, Ct);
        _time.Advance(TimeSpan.FromDays(30));
        await store.TouchAsync(seen, Ct);
        _time.Advance(TimeSpan.FromDays(31));

        var started = await store.StartAsync(unseen.UserId, Ct);

        Assert.Equal([seen, other.SessionId, started], (await ReadAsync(node)).Select(s => s.Id).OrderBy(id => id == started).ThenBy(id => id == other.SessionId));
    }

    [Fact]
    public async Task FindAsync_EndedOrLocked_FindsNothing()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var store = node.Get<AccountSessionStore>();
        var (good, ended, locked) = (await SignInAsync(node), await SignInAsync(node), await SignInAsync(node));
        await store.EndAsync(ended.SessionId, Ct);
        await node.ExecuteAsync("UPDATE users SET locked_at = $2 WHERE id = $1", Ct, locked.UserId, _time.GetUtcNow());

        Assert.Equal(good, await store.FindAsync(good.SessionId, Ct));
        Assert.Null(await store.FindAsync(ended.SessionId, Ct));
        Assert.Null(await store.FindAsync(locked.SessionId, Ct));
    }

    [Fact]
    public async Task TakeAsync_TenAtOnce_OneGetsIt()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var tickets = node.Get<SocketTicketStore>();
        await tickets.AddAsync([1, 2, 3], (await SignInAsync(node)).SessionId, TimeSpan.FromSeconds(30), Ct);

        var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => tickets.TakeAsync([1, 2, 3], Ct)));

        Assert.Single(taken, took => took);
    }

    [Fact]
    public async Task AddAsync_WhereOneRanOut_TakesItOut()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var tickets = node.Get<SocketTicketStore>();
        var session = (await SignInAsync(node)).SessionId;
        await tickets.AddAsync([1], session, TimeSpan.FromSeconds(30), Ct);
        _time.Advance(TimeSpan.FromSeconds(30));

        await tickets.AddAsync([2], session, TimeSpan.FromSeconds(30), Ct);

        await using var db = await node.OpenContextAsync(Ct);
        Assert.Equal([2], (await db.SocketTickets.SingleAsync(Ct)).Hash);
    }

    private static async Task<ClaimedSession> SignInAsync(ChatNode node)
    {
        var userId = await Couple.AddUserAsync(node, Ct);
        await using var db = await node.OpenContextAsync(Ct);
        var stamp = await db.Users.Where(u => u.Id == userId).Select(u => u.SecurityStamp).SingleAsync(Ct);
        return new ClaimedSession(await node.Get<AccountSessionStore>().StartAsync(userId, Ct), userId, stamp!);
    }

    private static async Task<IReadOnlyList<AccountSession>> ReadAsync(ChatNode node)
    {
        await using var db = await node.OpenContextAsync(Ct);
        return await db.AccountSessions.AsNoTracking().OrderBy(s => s.CreatedAt).ToListAsync(Ct);
    }
}
