using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Auditing;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Data.Accounts;

/// <summary>What is left of an account that was deleted: nothing, or an empty row for as long as a partner reads.</summary>
public sealed class AccountDeletionTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private TestDatabase? _database;
    private ChatNode _node = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AccountDeletionStore Store => _node.Get<AccountDeletionStore>();

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync(Ct);
        _node = await ChatNode.StartAsync(_database, _time);
    }

    [Fact]
    public async Task DeleteAsync_InNoRelationship_LeavesNothing()
    {
        var user = await Couple.AddUserAsync(_node, Ct);
        await _node.Get<AccountSessionStore>().StartAsync(user, Ct);
        await _node.Get<UserSettingsStore>().ChangeAsync(user, new SettingsChange(Theme: "dark"), Ct);

        var deleted = await DeleteAsync(user);

        Assert.Equal((AccountDeletionOutcome.Done, null), (deleted.Outcome, deleted.Ended));
        Assert.Single(deleted.Sessions);
        await using var db = await _node.OpenContextAsync(Ct);
        Assert.Equal((0, 0, 0), (await db.Users.CountAsync(Ct), await db.AccountSessions.CountAsync(Ct), await db.UserSettings.CountAsync(Ct)));
        var entry = await db.AuditEntries.SingleAsync(Ct);
        Assert.Equal((AuditActions.AccountDeleted, user, (Guid?)user), (entry.Action, entry.ActorId, entry.TargetId));
    }

    [Fact]
    public async Task DeleteAsync_OfAPartner_LeavesTheOtherThirtyDaysAndThenNothing()
    {
        var couple = await Couple.JoinAsync(_node, Ct);
        await couple.WriteAsync(_node, 3, Ct);
        await SignedInAsync(couple.A);

        var deleted = await DeleteAsync(couple.A);

        Assert.Equal(new ConversationEnd(_time.GetUtcNow(), PartnerSide.A, WithAccount: true), deleted.Ended!.End);
        var place = Assert.Single(await _node.Get<ConversationStore>().FindReadableEndedAsync(couple.B, Ct));
        Assert.Equal(("Nora", true), (place.PartnerName, place.End!.WithAccount));
        await using (var db = await _node.OpenContextAsync(Ct))
        {
            var left = await db.Users.SingleAsync(u => u.Id == couple.A, Ct);
            Assert.Equal((null, null, null, null), (left.UserName, left.NormalizedUserName, left.Email, left.PasswordHash));
            Assert.Equal(_time.GetUtcNow(), left.DeletedAt!.Value, TimeSpan.FromMicroseconds(1));
            Assert.Equal(0, await db.AccountSessions.CountAsync(s => s.UserId == couple.A, Ct));
        }

        _time.Advance(TimeSpan.FromDays(30));
        await _node.Get<RetentionService>().RunAsync(Ct);
        await using var after = await _node.OpenContextAsync(Ct);
        Assert.Equal([couple.B], await after.Users.Select(u => u.Id).ToListAsync(Ct));
    }

    [Fact]
    public async Task DeleteAsync_AddressOfADeletedOne_IsFreeAtOnce()
    {
        var couple = await Couple.JoinAsync(_node, Ct);
        string name;
        await using (var db = await _node.OpenContextAsync(Ct))
        {
            var user = await db.Users.SingleAsync(u => u.Id == couple.A, Ct);
            (name, user.NormalizedUserName) = (user.UserName!, user.UserName!.ToUpperInvariant());
            await db.SaveChangesAsync(Ct);
        }

        await DeleteAsync(couple.A);

        await using var next = await _node.OpenContextAsync(Ct);
        next.Users.Add(new ApplicationUser { UserName = name, NormalizedUserName = name.ToUpperInvariant() });
        Assert.Equal(1, await next.SaveChangesAsync(Ct));
    }

    [Fact]
    public async Task DeleteAsync_TheLastTwoAdminsAtOnce_OneStays()
    {
        Guid[] admins = [await Couple.AddUserAsync(_node, Ct), await Couple.AddUserAsync(_node, Ct)];
        await using (var db = await _node.OpenContextAsync(Ct))
        {
            var role = new IdentityRole<Guid>("admin") { Id = Guid.CreateVersion7(), NormalizedName = "ADMIN" };
            db.Roles.Add(role);
            db.UserRoles.AddRange(admins.Select(a => new IdentityUserRole<Guid> { RoleId = role.Id, UserId = a }));
            await db.SaveChangesAsync(Ct);
        }

        var outcomes = await Task.WhenAll(admins.Select(DeleteAsync));

        Assert.Equal([AccountDeletionOutcome.Done, AccountDeletionOutcome.LastAdmin], outcomes.Select(o => o.Outcome).Order());
        await using var after = await _node.OpenContextAsync(Ct);
        Assert.Equal(1, await after.UserRoles.CountAsync(Ct));
    }

    [Fact]
    public async Task DeleteAsync_TwiceAtOnce_DeletesItOnce()
    {
        var couple = await Couple.JoinAsync(_node, Ct);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => DeleteAsync(couple.A)));

        Assert.Single(outcomes, o => o.Outcome == AccountDeletionOutcome.Done);
        await using var db = await _node.OpenContextAsync(Ct);
        Assert.Equal(1, await db.Notices.CountAsync(Ct));
    }

    [Fact]
    public async Task EndLeftOpenAsync_BegunInTheMomentOfTheDeletion_EndsIt()
    {
        var couple = await Couple.JoinAsync(_node, Ct);
        await DeleteAsync(couple.A);
        await _node.Get<RelationshipStore>().CreateAsync(couple.A, "Nora", Couple.NewCode(), DateTimeOffset.MaxValue, Ct);

        await _node.Get<RetentionService>().RunAsync(Ct);

        await using var db = await _node.OpenContextAsync(Ct);
        Assert.Equal(couple.RelationshipId, (await db.Relationships.SingleAsync(Ct)).Id);
    }

    private Task<AccountDeletionRecord> DeleteAsync(Guid user) => Store.DeleteAsync(new AuditActor(user, "127.0.0.1"), null, Ct);

    private async Task SignedInAsync(Guid user)
    {
        await _node.Get<AccountSessionStore>().StartAsync(user, Ct);
        await using var db = await _node.OpenContextAsync(Ct);
        (await db.Users.SingleAsync(u => u.Id == user, Ct)).PasswordHash = "a hash";
        await db.SaveChangesAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }
}
