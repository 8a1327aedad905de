using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Auditing;
using PartnerChat.Data.Mail;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Accounts;

/// <summary>What an admin does to accounts, with its entry, and what nobody can do.</summary>
public sealed class AccountAdminStoreTests(PostgresFixture postgres)
{
    private const string Why = "asked by phone";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Actions => ["lock", "unlock", "sign out", "grant", "take"];

    [Theory]
    [InlineData("lock", AuditActions.AccountLocked)]
    [InlineData("sign out", AuditActions.AccountSignedOut)]
    [InlineData("grant", AuditActions.RoleGranted)]
    public async Task Actions_Each_WriteWhoWhereWhatAndWhyOnce(string action, string written)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var (admin, other) = (await AddAdminAsync(node), await Couple.AddUserAsync(node, Ct));

        Assert.Equal(AccountOutcome.Done, await ActAsync(node, admin, action, other));

        await using var db = await node.OpenContextAsync(Ct);
        var entry = await db.AuditEntries.SingleAsync(Ct);
        Assert.Equal((admin, written, "account", other, "192.0.2.7"), (entry.ActorId, entry.Action, entry.TargetType, entry.TargetId!.Value, entry.Address));
        Assert.Equal(Why, (await db.AuditReasons.SingleAsync(r => r.AuditEntryId == entry.Id, Ct)).Reason);
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Actions_ByWhoIsNoAdminAnyMore_DoAndWriteNothing(string action)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var (locked, nobody, other) = (await AddAdminAsync(node), await Couple.AddUserAsync(node, Ct), await Couple.AddUserAsync(node, Ct));
        await node.ExecuteAsync("UPDATE users SET locked_at = now() WHERE id = $1", Ct, locked);

        Assert.Equal(AccountOutcome.NotAdmin, await ActAsync(node, locked, action, other));
        Assert.Equal(AccountOutcome.NotAdmin, await ActAsync(node, nobody, action, other));

        await using var db = await node.OpenContextAsync(Ct);
        Assert.Empty(await db.AuditEntries.ToListAsync(Ct));
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("take")]
    public async Task Actions_OnOneself_LockNobodyOut(string action)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var admin = await AddAdminAsync(node);

        Assert.Equal(AccountOutcome.OneSelf, await ActAsync(node, admin, action, admin));

        Assert.Equal(AccountOutcome.Done, await ActAsync(node, admin, "grant", await Couple.AddUserAsync(node, Ct)));
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Actions_OnNobody_FindNothing(string action)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);

        Assert.Equal(AccountOutcome.NotFound, await ActAsync(node, await AddAdminAsync(node), action, Guid.CreateVersion7()));
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("take")]
    public async Task Actions_TwoAdminsOnEachOtherAtOnce_OneIsLeft(string action)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var (ines, otto) = (await AddAdminAsync(node), await AddAdminAsync(node));

        var outcomes = await Task.WhenAll(ActAsync(node, ines, action, otto), ActAsync(node, otto, action, ines));

        Assert.Equal([AccountOutcome.Done, AccountOutcome.NotAdmin], outcomes.Order());
        await using var db = await node.OpenContextAsync(Ct);
        Assert.Equal(1, await db.Users.CountAsync(u => u.LockedAt == null && db.UserRoles.Any(r => r.UserId == u.Id), Ct));
        Assert.Single(await db.AuditEntries.ToListAsync(Ct));
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("take")]
    public async Task Actions_WhileTheOtherOfTwoAdminsDeletesTheirAccount_OneIsLeft(string action)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var deletions = node.Get<AccountDeletionStore>();
        for (var i = 0; i < Campaign.Count(200); i++)
        {
            await node.ExecuteAsync("UPDATE users SET locked_at = now()", Ct);
            var (ines, otto) = (await AddAdminAsync(node), await AddAdminAsync(node));

            // Otto is none any more when Ines goes, or Ines has gone when she would take his.
            await Task.WhenAll(ActAsync(node, ines, action, otto), deletions.DeleteAsync(new AuditActor(ines, null), null, Ct));

            await using var db = await node.OpenContextAsync(Ct);
            Assert.Equal(1, await db.Users.CountAsync(u => u.LockedAt == null && u.DeletedAt == null && db.UserRoles.Any(r => r.UserId == u.Id), Ct));
        }
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("sign out")]
    [InlineData("take")]
    public async Task Actions_ThatEndSessions_EndThemAllForGood(string action)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var (admin, other) = (await AddAdminAsync(node), await AddAdminAsync(node));
        var sessions = new[] { await SignInAsync(node, other), await SignInAsync(node, other) };
        var mine = await SignInAsync(node, admin);

        await ActAsync(node, admin, action, other);
        if (action == "lock") await ActAsync(node, admin, "unlock", other);

        Assert.Equal(sessions, await node.Get<AccountSessionStore>().FindEndedAsync([.. sessions, mine], Ct));
    }

    [Fact]
    public async Task LockAsync_WithTheOwnersMail_QueuesItOnceWithTheLock()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var (admin, other) = (await AddAdminAsync(node), await Couple.AddUserAsync(node, Ct));
        var (store, by) = (node.Get<AccountAdminStore>(), new AuditActor(admin, null));

        AccountOutcome[] outcomes = [await store.LockAsync(by, admin, Why, Mail(), Ct), await store.LockAsync(by, other, Why, Mail(), Ct), await store.LockAsync(by, other, Why, Mail(), Ct)];

        Assert.Equal([AccountOutcome.OneSelf, AccountOutcome.Done, AccountOutcome.Unchanged], outcomes);
        await using var db = await node.OpenContextAsync(Ct);
        Assert.Equal(1, await db.Mails.CountAsync(Ct));

        static QueuedMail Mail() => new() { Id = Guid.CreateVersion7(), Kind = "AccountLocked", Sealed = [1], QueuedAt = DateTimeOffset.UnixEpoch, NextAt = DateTimeOffset.UnixEpoch, UselessAt = DateTimeOffset.UnixEpoch };
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("grant")]
    public async Task Actions_ASecondTime_ChangeAndWriteNothing(string action)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var (admin, other) = (await AddAdminAsync(node), await Couple.AddUserAsync(node, Ct));
        await ActAsync(node, admin, action, other);

        Assert.Equal(AccountOutcome.Unchanged, await ActAsync(node, admin, action, other));

        await using var db = await node.OpenContextAsync(Ct);
        Assert.Single(await db.AuditEntries.ToListAsync(Ct));
    }

    [Fact]
    public async Task ListAsync_EachKind_ShowsWhoItIs()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var admin = await AddAdminAsync(node);
        var couple = await Couple.JoinAsync(node, Ct);
        await ActAsync(node, admin, "lock", couple.A);
        var list = node.Get<AccountListStore>();

        var locked = Assert.Single((await list.ListAsync(new AccountQuery(Kind: AccountKind.Locked), Ct)).Items);
        var admins = Assert.Single((await list.ListAsync(new AccountQuery(Kind: AccountKind.Admins), Ct)).Items);

        Assert.Equal((couple.A, AccountPlace.Together, false), (locked.Id, locked.Place, locked.IsAdmin));
        Assert.NotNull(locked.LockedAt);
        Assert.Equal((admin, AccountPlace.Alone, true), (admins.Id, admins.Place, admins.IsAdmin));
        Assert.Equal(new AccountTotals(3, 1, 1), await list.CountAsync(Ct));
    }

    [Fact]
    public async Task ListAsync_AfterADeletion_ShowsNothingOfWhatIsLeft()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await node.Get<AccountDeletionStore>().DeleteAsync(new AuditActor(couple.A, null), null, Ct);
        var list = node.Get<AccountListStore>();

        foreach (var kind in Enum.GetValues<AccountKind>())
            Assert.DoesNotContain((await list.ListAsync(new AccountQuery(Kind: kind), Ct)).Items, a => a.Id == couple.A);

        Assert.Empty((await list.ListAsync(new AccountQuery(couple.A.ToString()), Ct)).Items);
        Assert.Equal(new AccountTotals(1, 0, 0), await list.CountAsync(Ct));
    }

    [Fact]
    public async Task ListAsync_PartOfAnAddress_FindsItInAnyCase()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var ines = await Couple.AddUserAsync(node, Ct);
        await node.ExecuteAsync("UPDATE users SET email = 'ines@example.org', normalized_email = 'INES@EXAMPLE.ORG' WHERE id = $1", Ct, ines);
        await Couple.AddUserAsync(node, Ct);

        Assert.Equal([ines], (await node.Get<AccountListStore>().ListAsync(new AccountQuery("Nes@ex"), Ct)).Items.Select(a => a.Id));
    }

    private static async Task<Guid> AddAdminAsync(ChatNode node)
    {
        var user = await Couple.AddUserAsync(node, Ct);
        await node.ExecuteAsync("INSERT INTO roles (id, name, normalized_name) SELECT md5('admin')::uuid, 'admin', 'ADMIN' WHERE NOT EXISTS (SELECT FROM roles)", Ct);
        await node.ExecuteAsync("INSERT INTO user_roles (user_id, role_id) SELECT $1, id FROM roles", Ct, user);
        return user;
    }

    private static async Task<ClaimedSession> SignInAsync(ChatNode node, Guid userId)
    {
        await using var db = await node.OpenContextAsync(Ct);
        var stamp = await db.Users.Where(u => u.Id == userId).Select(u => u.SecurityStamp).SingleAsync(Ct);
        return new ClaimedSession((await node.Get<AccountSessionStore>().StartAsync(userId, SessionOrigin.Unknown, Ct)).Id, userId, stamp!);
    }

    private static Task<AccountOutcome> ActAsync(ChatNode node, Guid admin, string action, Guid userId)
    {
        var (store, by) = (node.Get<AccountAdminStore>(), new AuditActor(admin, "192.0.2.7"));
        return action switch
        {
            "lock" => store.LockAsync(by, userId, Why, null, Ct),
            "unlock" => store.UnlockAsync(by, userId, Why, Ct),
            "sign out" => store.SignOutAsync(by, userId, Why, Ct),
            "grant" => store.GrantAsync(by, userId, Why, Ct),
            _ => store.TakeAsync(by, userId, Why, Ct),
        };
    }
}
