using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Mail;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Relationships;

public sealed class RelationshipEndTests(PostgresFixture postgres)
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EndAsync_Couple_IsStoredEverywhereAtOneTime()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);
        var now = _time.GetUtcNow();

        var ended = await EndAsync(node, couple.B);

        Assert.Equal(new EndedConversation(couple.ConversationId, new ConversationEnd(now, PartnerSide.B, false)), ended);
        await using var db = await node.OpenContextAsync(Ct);
        var relationship = await db.Relationships.Include(r => r.Members).SingleAsync(Ct);
        Assert.Equal((now, PartnerSide.B), (relationship.EndedAt, relationship.EndedBy));
        Assert.All(relationship.Members, m => Assert.Equal(now, m.LeftAt));
        Assert.False((await db.Conversations.SingleAsync(Ct)).IsActive);
        var notice = await db.Notices.SingleAsync(Ct);
        Assert.Equal((couple.ConversationId, "ended", now), (notice.ConversationId, notice.Kind, notice.At));
        Assert.Contains("\"by\": \"partner_b\"", notice.Details, StringComparison.Ordinal);
        Assert.Equal(ended!, Assert.Single(await node.Get<ConversationStore>().FindEndedAsync([couple.ConversationId, Guid.NewGuid()], Ct)));
    }

    [Fact]
    public async Task EndAsync_Couple_QueuesTheMailOfWhoIsLeftWithIt()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await JoinReachableAsync(node);
        var parting = new Parting(_time.GetUtcNow());

        await parting.StoreFor(node, _time).EndAsync(couple.A, null, Ct);

        Assert.Equal((couple.B, "sami@example.org"), (parting.Told!.UserId, parting.Told.Email));
        await using var db = await node.OpenContextAsync(Ct);
        Assert.Equal(nameof(Parting), (await db.Mails.SingleAsync(Ct)).Kind);
    }

    [Fact]
    public async Task EndAsync_MailThatCannotBeQueued_EndsNothing()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await JoinReachableAsync(node);
        await node.ExecuteAsync("ALTER TABLE mails ADD CONSTRAINT ck_mails_none CHECK (false)", Ct);

        await Assert.ThrowsAsync<DbUpdateException>(() => new Parting(_time.GetUtcNow()).StoreFor(node, _time).EndAsync(couple.A, null, Ct));

        Assert.True((await node.Get<ConversationStore>().FindMembershipAsync(couple.B, Ct))!.IsActive);
    }

    [Fact]
    public async Task EndAsync_InNoRelationship_IsNothing()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);

        Assert.Null(await EndAsync(node, await Couple.AddUserAsync(node, Ct)));

        Assert.Empty(await node.Get<ConversationStore>().FindEndedAsync([couple.ConversationId], Ct));
    }

    [Fact]
    public async Task EndAsync_BothAtOnce_EndsItOnce()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => EndAsync(node, i % 2 == 0 ? couple.A : couple.B)));

        Assert.Single(outcomes, o => o is not null);
        await using var db = await node.OpenContextAsync(Ct);
        Assert.Equal(1, await db.Notices.CountAsync(Ct));
    }

    [Fact]
    public async Task EndAsync_InvitationStillOpen_IsVoidAndNoneIsMadeAfterwards()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var (store, inviter, code) = (node.Get<RelationshipStore>(), await Couple.AddUserAsync(node, Ct), Couple.NewCode());
        await store.CreateAsync(inviter, "Nora", code, DateTimeOffset.MaxValue, Ct);

        var renewals = Task.WhenAll(Enumerable.Range(0, 5).Select(_ => store.RenewInvitationAsync(inviter, Couple.NewCode(), DateTimeOffset.MaxValue, Ct)));
        var ended = await EndAsync(node, inviter);
        await renewals;

        Assert.NotNull(ended);
        Assert.Equal(RelationshipOutcome.NotFound, await store.AcceptAsync(await Couple.AddUserAsync(node, Ct), "Sami", code, Ct));
        await using var db = await node.OpenContextAsync(Ct);
        Assert.Equal(0, await db.Invitations.CountAsync(i => i.UsedAt == null && i.VoidedAt == null, Ct));
        Assert.False((await db.Conversations.SingleAsync(Ct)).IsActive);
    }

    [Fact]
    public async Task EndAsync_MeantAnother_LeavesThisOneAlone()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);

        var ended = await node.Get<RelationshipStore>().EndAsync(couple.A, Guid.NewGuid(), Ct);

        Assert.Null(ended);
        Assert.True((await node.Get<ConversationStore>().FindMembershipAsync(couple.A, Ct))!.IsActive);
    }

    [Fact]
    public async Task FindReadableEnded_SeveralEnds_AreThereForThirtyDaysTheLatestFirst()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var first = await Couple.JoinAsync(node, Ct);
        await EndAsync(node, first.A);
        _time.Advance(TimeSpan.FromDays(10));
        var (relationships, code) = (node.Get<RelationshipStore>(), Couple.NewCode());
        await relationships.CreateAsync(first.A, "Nora", code, DateTimeOffset.MaxValue, Ct);
        await relationships.AcceptAsync(first.B, "Sami", code, Ct);
        await EndAsync(node, first.B);
        await relationships.CreateAsync(first.A, "Nora", Couple.NewCode(), DateTimeOffset.MaxValue, Ct);
        await EndAsync(node, first.A);

        var early = await node.Get<ConversationStore>().FindReadableEndedAsync(first.A, Ct);
        _time.Advance(TimeSpan.FromDays(21));
        var late = await node.Get<ConversationStore>().FindReadableEndedAsync(first.A, Ct);

        // The one to which nobody came, and in which nothing was written, is not worth reading.
        Assert.Equal([PartnerSide.B, PartnerSide.A], early.Select(m => m.End!.By));
        Assert.Equal(first.RelationshipId, early[1].RelationshipId);
        Assert.Equal(early[0].RelationshipId, Assert.Single(late).RelationshipId);
    }

    [Fact]
    public async Task Settings_ChangedAfterTheEnd_LeaveTheConversationAsItWas()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);
        await EndAsync(node, couple.B);
        var before = await node.Get<ConversationStore>().FindMembershipAsync(couple.B, couple.ConversationId, Ct);

        var changed = await node.Get<UserSettingsStore>().ChangeAsync(couple.A, new SettingsChange(ReadReceipts: false, Presence: false), Ct);
        var renamed = await node.Get<UserSettingsStore>().RenameAsync(couple.A, "Somebody else", Ct);

        Assert.Equal((null, null), (changed.ConversationId, renamed));
        Assert.Equal(before, await node.Get<ConversationStore>().FindMembershipAsync(couple.B, couple.ConversationId, Ct));
        await using var db = await node.OpenContextAsync(Ct);
        Assert.Equal(1, await db.Notices.CountAsync(Ct));
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public async Task FindMembership_DaysAfterTheEnd_IsThereForThirty(int days, bool isThere)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);
        var store = node.Get<ConversationStore>();
        await EndAsync(node, couple.A);

        _time.Advance(TimeSpan.FromDays(days));

        Assert.Null(await store.FindMembershipAsync(couple.A, Ct));
        foreach (var user in new[] { couple.A, couple.B })
        {
            var places = new[] { await store.FindMembershipAsync(user, couple.ConversationId, Ct), await store.FindMembershipInAsync(user, couple.RelationshipId, Ct) };
            Assert.All(places, p => Assert.Equal(isThere ? false : null, p?.IsActive));
        }
    }

    [Fact]
    public async Task FindMembership_InANewRelationship_HasBothPlaces()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);
        var store = node.Get<ConversationStore>();
        await EndAsync(node, couple.B);
        var next = await node.Get<RelationshipStore>().CreateAsync(couple.A, "Nora again", Couple.NewCode(), DateTimeOffset.MaxValue, Ct);

        var (now, then) = (await store.FindMembershipAsync(couple.A, Ct), await store.FindMembershipAsync(couple.A, couple.ConversationId, Ct));

        Assert.Equal((next!.Value, "Nora again", true), (now!.RelationshipId, now.Name, now.IsActive));
        Assert.Equal((couple.RelationshipId, "Nora", false), (then!.RelationshipId, then.Name, then.IsActive));
    }

    private static async Task<Couple> JoinReachableAsync(ChatNode node)
    {
        var couple = await Couple.JoinAsync(node, Ct);
        await node.ExecuteAsync("UPDATE users SET email = 'sami@example.org' WHERE id = $1", Ct, couple.B);
        return couple;
    }

    private static Task<EndedConversation?> EndAsync(ChatNode node, Guid user) => node.Get<RelationshipStore>().EndAsync(user, null, Ct);

    private sealed class Parting(DateTimeOffset at) : IPartingMail
    {
        public MailRecipient? Told { get; private set; }

        public RelationshipStore StoreFor(ChatNode node, TimeProvider time) => new(node.Get<IDbContextFactory<ChatDbContext>>(), this, time);

        public QueuedMail WriteTo(MailRecipient partner)
        {
            Told = partner;
            return new QueuedMail { Id = Guid.CreateVersion7(at), Kind = nameof(Parting), Sealed = [1], QueuedAt = at, NextAt = at, UselessAt = at };
        }
    }
}
