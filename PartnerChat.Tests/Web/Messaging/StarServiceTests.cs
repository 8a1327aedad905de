using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

/// <summary>Stars are their owner's alone.</summary>
public sealed class StarServiceTests(PostgresFixture postgres, SharedNode shared) : IClassFixture<SharedNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddAndRemove_OfOne_AreNoChangeAndNotTheOthers()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var messages = await couple.WriteAsync(node, 2, Ct);
        var (a, b) = ((await node.VisitAsync(couple.A, Ct)).Participant, (await node.VisitAsync(couple.B, Ct)).Participant);
        var stars = node.Get<StarService>();

        for (var i = 0; i < 2; i++) Assert.Equal(messages[0], (await stars.AddAsync(b, messages[0].Id, Ct)).Value);
        var (ofA, ofB) = (await StarredAsync(node, a, messages), await StarredAsync(node, b, messages));
        for (var i = 0; i < 2; i++) Assert.Equal(messages[0], (await stars.RemoveAsync(b, messages[0].Id, Ct)).Value);

        Assert.Empty(ofA);
        Assert.Equal([messages[0].Id], ofB);
        Assert.Empty(await StarredAsync(node, b, messages));
        Assert.Equal(2, (await node.VisitAsync(couple.A, Ct)).Membership.Cursor);
    }

    [Fact]
    public async Task AddAndRemove_OpenSessions_TellOnesOwnAndNotThePartners()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var message = (await couple.WriteAsync(node, 1, Ct))[0];
        var by = (await node.VisitAsync(couple.B, Ct)).Participant;
        await using var own = new SessionLog(node.Chat.OpenSession(await node.VisitAsync(couple.B, Ct), 1));
        await using var partners = new SessionLog(node.Chat.OpenSession(await node.VisitAsync(couple.A, Ct), 1));

        await node.Get<StarService>().AddAsync(by, message.Id, Ct);
        await node.Get<StarService>().RemoveAsync(by, message.Id, Ct);
        await node.Chat.SendAsync(by, new SendMessage("Starred", null), Ct);

        await own.WaitForSentAsync(1, Ct);
        await partners.WaitForSentAsync(1, Ct);
        Assert.Equal(
            [new(couple.ConversationId, PartnerSide.B, message.Id, true), new(couple.ConversationId, PartnerSide.B, message.Id, false)], own.Events.OfType<StarChanged>());
        Assert.Empty(partners.Events.OfType<StarChanged>());
    }

    [Fact]
    public async Task AddAsync_DeletedForeignAbsentOrEnded_IsRefused()
    {
        var node = shared.Node;
        var (couple, others) = (await Couple.JoinAsync(node, Ct), await Couple.JoinAsync(node, Ct));
        var (ours, theirs) = (await couple.WriteAsync(node, 2, Ct), (await others.WriteAsync(node, 1, Ct))[0]);
        var by = (await node.VisitAsync(couple.B, Ct)).Participant;
        var stars = node.Get<StarService>();
        await couple.DeleteAsync(node, ours[1], PartnerSide.A, Ct);

        var errors = new List<ChatError?>
        {
            (await stars.AddAsync(by, ours[1].Id, Ct)).Error,
            (await stars.AddAsync(by, theirs.Id, Ct)).Error,
            (await stars.AddAsync(by, Guid.NewGuid(), Ct)).Error,
        };
        await node.ExecuteAsync("UPDATE partner_conversations SET is_active = false", Ct);
        errors.AddRange([(await stars.AddAsync(by, ours[0].Id, Ct)).Error, (await stars.RemoveAsync(by, ours[0].Id, Ct)).Error]);

        Assert.Equal([ChatError.NotFound, ChatError.NotFound, ChatError.NotFound, ChatError.Ended, ChatError.Ended], errors);
        Assert.Empty((await node.Get<MessageMarkStore>().GetAsync(couple.ConversationId, PartnerSide.B, [ours[0], ours[1], theirs], Ct)).Starred);
    }

    [Fact]
    public async Task AddAsync_WhileItIsDeletedOnAnotherNode_LeavesNoStar()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var first = await ChatNode.StartAsync(database);
        await using var second = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(first, Ct);
        var messages = await couple.WriteAsync(first, 40, Ct);
        var (a, b) = ((await first.VisitAsync(couple.A, Ct)).Participant, (await first.VisitAsync(couple.B, Ct)).Participant);

        await Task.WhenAll(messages.Select(m => Task.WhenAll(first.Chat.DeleteAsync(a, m.Id, Ct), second.Get<StarService>().AddAsync(b, m.Id, Ct))));

        await Soundness.AssertAsync(first.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task AddAsync_DatabaseAway_IsUnavailable()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var proxy = TcpProxy.Before(database.ConnectionString, out var through);
        await using var node = await ChatNode.StartAsync(through);
        var couple = await Couple.JoinAsync(node, Ct);
        var message = (await couple.WriteAsync(node, 1, Ct))[0];
        var by = (await node.VisitAsync(couple.B, Ct)).Participant;

        proxy.Cut();

        Assert.Equal(ChatError.Unavailable, (await node.Get<StarService>().AddAsync(by, message.Id, Ct)).Error);
        Assert.Equal(ChatError.Unavailable, (await node.Chat.GetMarksAsync(by, [message], Ct)).Error);
    }

    private static async Task<IReadOnlyList<Guid>> StarredAsync(ChatNode node, Participant by, IReadOnlyList<MessageRecord> page) =>
        (await node.Chat.GetMarksAsync(by, page, Ct)).Value!.Starred;
}
