using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Accounts;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Security;

namespace PartnerChat.Tests.Web.Security;

public sealed class SessionCheckTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private TestDatabase _database = null!;
    private ChatNode _node = null!;
    private CommandLog _commands = null!;
    private SessionCheck _check = null!;
    private SignIn _signIn = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync(Ct);
        _node = await ChatNode.StartAsync(_database, _time);
        _commands = new CommandLog(_node.Database);
        _check = new SessionCheck(new AccountSessionStore(_commands, _time), _time);
        var userId = await Couple.AddUserAsync(_node, Ct);
        await using var db = await _node.OpenContextAsync(Ct);
        var stamp = await db.Users.Where(u => u.Id == userId).Select(u => u.SecurityStamp).SingleAsync(Ct);
        _signIn = new SignIn((await _node.Get<AccountSessionStore>().StartAsync(userId, SessionOrigin.Unknown, Ct)).Id, userId, stamp!);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task IsGoodAsync_FiftyAtOnce_ShareOneQuestion()
    {
        await _check.IsGoodAsync(_signIn, Ct);
        _time.Advance(TimeSpan.FromSeconds(5));
        _commands.Commands.Clear();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => _check.IsGoodAsync(_signIn, Ct))));

        Assert.All(answers, Assert.True);
        Assert.Single(_commands.Commands);
    }

    [Fact]
    public async Task IsGoodAsync_EndedAndForgotten_SeesItAtOnce()
    {
        Assert.True(await _check.IsGoodAsync(_signIn, Ct));

        await _node.Get<AccountSessionStore>().EndAsync(_signIn.SessionId, Ct);
        _check.Forget(_signIn.SessionId);

        Assert.False(await _check.IsGoodAsync(_signIn, Ct));
    }

    [Fact]
    public async Task IsGoodAsync_AnotherStampOfAGoodSession_IsAskedForItself()
    {
        Assert.True(await _check.IsGoodAsync(_signIn, Ct));

        Assert.False(await _check.IsGoodAsync(_signIn with { SecurityStamp = "former" }, Ct));
        Assert.True(await _check.IsGoodAsync(_signIn, Ct));
    }

    [Fact]
    public async Task IsGoodAsync_DatabaseAway_GoesOnAndKeepsNothing()
    {
        await _node.Get<AccountSessionStore>().EndAsync(_signIn.SessionId, Ct);
        await _node.ExecuteAsync("ALTER TABLE users RENAME TO away", Ct);
        var away = await _check.IsGoodAsync(_signIn, Ct);

        await _node.ExecuteAsync("ALTER TABLE away RENAME TO users", Ct);

        Assert.True(away);
        Assert.False(await _check.IsGoodAsync(_signIn, Ct));
    }
}
