using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Data.Conversations;

public sealed class ConversationStoreTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetOrCreateAsync_FiftyAtOnce_MakeOneConversation()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var relationship = await node.Get<RelationshipStore>().CreateAsync(await Couple.AddUserAsync(node, Ct), "Nora", Couple.NewCode(), DateTimeOffset.MaxValue, Ct);

        var ids = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => node.Get<ConversationStore>().GetOrCreateAsync(relationship!.Value, Ct)));

        Assert.Single(ids.Distinct());
        await using var db = await node.OpenContextAsync(Ct);
        Assert.Equal(ids[0], (await db.Conversations.SingleAsync(Ct)).Id);
    }

    [Fact]
    public async Task VisitAsync_FiftyFirstVisitsAtOnce_SeeOneConversation()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var user = await Couple.AddUserAsync(node, Ct);
        await node.Get<RelationshipStore>().CreateAsync(user, "Nora", Couple.NewCode(), DateTimeOffset.MaxValue, Ct);

        var visits = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => node.VisitAsync(user, Ct)));

        Assert.Single(visits.Select(v => v.Participant.ConversationId).Distinct());
        await using var db = await node.OpenContextAsync(Ct);
        Assert.Equal(1, await db.Conversations.CountAsync(Ct));
    }

    [Fact]
    public async Task VisitAsync_InNoRelationship_IsNotFound()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        await Couple.JoinAsync(node, Ct);

        var visit = await node.Chat.VisitAsync(await Couple.AddUserAsync(node, Ct), Ct);

        Assert.Equal(ChatError.NotFound, visit.Error);
    }

    [Fact]
    public async Task FindMembershipAsync_EachSide_SeesItsOwnPlaceAndTheOthersName()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 3, Ct);
        await node.Store.WriteAsync(Couple.Batch(couple.Read(PartnerSide.A, 2)), Ct);

        var (a, b) = ((await node.VisitAsync(couple.A, Ct)).Membership, (await node.VisitAsync(couple.B, Ct)).Membership);

        Assert.Equal((PartnerSide.A, "Nora", "Sami", 5, 3, 0), (a.Side, a.Name, a.PartnerName, a.Cursor, a.LastSeq, a.Position));
        Assert.Equal((PartnerSide.B, "Sami", "Nora", 5, 3, 2), (b.Side, b.Name, b.PartnerName, b.Cursor, b.LastSeq, b.Position));
    }

    [Fact]
    public async Task FindMembershipInAsync_TwentyFirstCallsAtOnce_SeeOneConversation()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var user = await Couple.AddUserAsync(node, Ct);
        var relationship = (await node.Get<RelationshipStore>().CreateAsync(user, "Nora", Couple.NewCode(), DateTimeOffset.MaxValue, Ct))!.Value;

        var places = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => node.Get<ConversationStore>().FindMembershipInAsync(user, relationship, Ct)));

        Assert.Single(places.Select(p => p!.ConversationId).Distinct());
        await using var db = await node.OpenContextAsync(Ct);
        Assert.Equal(1, await db.Conversations.CountAsync(Ct));
    }

    [Fact]
    public async Task FindMembership_Stranger_HasNoPlace()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var (couple, others) = (await Couple.JoinAsync(node, Ct), await Couple.JoinAsync(node, Ct));
        var store = node.Get<ConversationStore>();

        Assert.Null(await store.FindMembershipAsync(others.A, couple.ConversationId, Ct));
        Assert.Null(await store.FindMembershipInAsync(others.A, couple.RelationshipId, Ct));
        Assert.Null(await store.FindMembershipAsync(others.A, Guid.NewGuid(), Ct));
        Assert.Null(await store.FindMembershipInAsync(others.A, Guid.NewGuid(), Ct));
    }

    [Fact]
    public async Task FindMembership_Partner_HasTheSamePlaceByEveryName()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var store = node.Get<ConversationStore>();

        var place = await store.FindMembershipAsync(couple.B, Ct);

        Assert.Equal(couple.ConversationId, place!.ConversationId);
        Assert.Equal(place, await store.FindMembershipAsync(couple.B, couple.ConversationId, Ct));
        Assert.Equal(place, await store.FindMembershipInAsync(couple.B, couple.RelationshipId, Ct));
    }
}
