using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Accounts;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Security;

namespace PartnerChat.Tests.Web.Security;

public sealed class SignInWatchTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly CountingLogger _log = new();
    private TestDatabase _database = null!;
    private ChatNode _node = null!;
    private SignInWatch _watch = null!;
    private CommandLog _commands = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync(Ct);
        _node = await ChatNode.StartAsync(_database, _time);
        _commands = new CommandLog(_node.Database);
        _watch = new SignInWatch(new AccountSessionStore(_commands, _time), _time, _log);
        await _watch.StartAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.StopAsync(CancellationToken.None);
        _watch.Dispose();
        await _node.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("UPDATE account_sessions SET ended_at = now() WHERE user_id = $1")]
    [InlineData("DELETE FROM account_sessions WHERE user_id = $1")]
    [InlineData("UPDATE users SET security_stamp = 'another' WHERE id = $1")]
    [InlineData("UPDATE users SET locked_at = now() WHERE id = $1")]
    public async Task Watch_ChangedInTheStore_IsToldOnceAndNobodyElse(string change)
    {
        var (one, other) = (await SignInAsync(), await SignInAsync());
        var (told, othersTold) = (0, 0);
        using var watching = _watch.Watch(one, () => Interlocked.Increment(ref told));
        using var watchingOther = _watch.Watch(other, () => Interlocked.Increment(ref othersTold));

        await _node.ExecuteAsync(change, Ct, one.UserId);
        await LookUntilAsync(() => told > 0);
        await LookAgainAsync();

        Assert.Equal((1, 0), (told, othersTold));
    }

    [Fact]
    public async Task Watch_SeveralOfOneSession_AreAllTold()
    {
        var signIn = await SignInAsync();
        var told = 0;
        for (var i = 0; i < 3; i++) _watch.Watch(signIn, () => Interlocked.Increment(ref told));

        await _node.Get<AccountSessionStore>().EndAsync(signIn.SessionId, Ct);

        await LookUntilAsync(() => told == 3);
    }

    [Fact]
    public async Task Watch_AnotherStampOfTheSameSession_IsNotTold()
    {
        var current = await SignInAsync();
        var (former, oldTold, told) = (current with { SecurityStamp = "former" }, 0, 0);
        using var watchingFormer = _watch.Watch(former, () => Interlocked.Increment(ref oldTold));
        using var watching = _watch.Watch(current, () => Interlocked.Increment(ref told));

        await LookUntilAsync(() => oldTold == 1);

        Assert.Equal(0, told);
    }

    [Fact]
    public async Task Tell_OnThisNode_IsToldAtOnce()
    {
        var signIn = await SignInAsync();
        var told = 0;
        using var watching = _watch.Watch(signIn, () => told++);

        _watch.Tell(signIn.SessionId);

        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Watch_Disposed_IsNotTold()
    {
        var signIn = await SignInAsync();
        var told = 0;
        _watch.Watch(signIn, () => told++).Dispose();

        _watch.Tell(signIn.SessionId);

        Assert.Equal(0, told);
    }

    [Fact]
    public async Task Watch_OneThatFails_KeepsNobodyFromBeingTold()
    {
        var signIn = await SignInAsync();
        var told = 0;
        for (var i = 0; i < 5; i++)
        {
            _watch.Watch(signIn, () => throw new InvalidOperationException());
            _watch.Watch(signIn, () => told++);
        }

        _watch.Tell(signIn.SessionId);

        Assert.Equal(5, told);
    }

    [Fact]
    public async Task Look_FiftyWatched_IsOneQueryAndNoneForNobody()
    {
        await LookAgainAsync();
        Assert.Empty(_commands.Commands);
        for (var i = 0; i < 50; i++) _watch.Watch(await SignInAsync(), () => { });

        _time.Advance(Look);
        await Eventually.HoldsAsync(() => _commands.Commands.Count > 0, Ct);

        Assert.Single(_commands.Commands);
    }

    [Fact]
    public async Task Look_DatabaseAway_IsLoggedOnceAndGoesOn()
    {
        var signIn = await SignInAsync();
        var told = 0;
        using var watching = _watch.Watch(signIn, () => Interlocked.Increment(ref told));
        await _node.ExecuteAsync("ALTER TABLE users RENAME TO away", Ct);
        await LookUntilAsync(() => _commands.Commands.Count >= 3);
        var logged = _log.Count;

        await _node.ExecuteAsync("ALTER TABLE away RENAME TO users", Ct);
        await _node.Get<AccountSessionStore>().EndAsync(signIn.SessionId, Ct);
        await LookUntilAsync(() => told == 1);

        Assert.Equal(1, logged);
    }

    private async Task<SignIn> SignInAsync()
    {
        var userId = await Couple.AddUserAsync(_node, Ct);
        await using var db = await _node.OpenContextAsync(Ct);
        var stamp = await db.Users.Where(u => u.Id == userId).Select(u => u.SecurityStamp).SingleAsync(Ct);
        return new SignIn(await _node.Get<AccountSessionStore>().StartAsync(userId, Ct), userId, stamp!);
    }

    private Task LookUntilAsync(Func<bool> condition) => Eventually.HoldsAsync(
        () =>
        {
            _time.Advance(Look);
            return condition();
        }, Ct);

    // Whoever is told twice is told twice by now: a look that began later has ended.
    private async Task LookAgainAsync()
    {
        var signIn = await SignInAsync();
        var told = 0;
        using var watching = _watch.Watch(signIn, () => Interlocked.Increment(ref told));
        await _node.Get<AccountSessionStore>().EndAsync(signIn.SessionId, Ct);
        await LookUntilAsync(() => told == 1);
        _commands.Commands.Clear();
    }

    private sealed class CountingLogger : ILogger<SignInWatch>
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Interlocked.Increment(ref _count);
    }
}
