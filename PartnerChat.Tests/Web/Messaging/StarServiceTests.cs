using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

/// <summary>Stars are their owner's alone.</summary>
public sealed class StarServiceTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddAndRemove_OfOne_AreNoChangeAndNotTheOthers()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var messages = await couple.WriteAsync(node, 2, Ct);
        var (a, b) = ((await node.VisitAsync(couple.A, Ct)).Participant, (await node.VisitAsync(couple.B, Ct)).Participant);
        var stars = node.Get<StarService>();

        for (var i = 0; i < 2; i++) Assert.Equal(messages[0], (await stars.AddAsync(b, messages[0].Id, Ct)).Value);
        var (ofA, ofB) = ((await stars.FindAsync(a, messages, Ct)).Value!, (await stars.FindAsync(b, messages, Ct)).Value!);
        for (var i = 0; i < 2; i++) Assert.Equal(messages[0], (await stars.RemoveAsync(b, messages[0].Id, Ct)).Value);

        Assert.Empty(ofA);
        Assert.Equal([messages[0].Id], ofB);
        Assert.Empty((await stars.FindAsync(b, messages, Ct)).Value!);
        Assert.Equal(2, (await node.VisitAsync(couple.A, Ct)).Membership.Cursor);
    }

    [Fact]
    public async Task AddAsync_DeletedForeignAbsentOrEnded_IsRefused()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
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
        Assert.Empty(await node.Get<MessageStarStore>().FindAsync([ours[0].Id, ours[1].Id, theirs.Id], PartnerSide.B, Ct));
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
        Assert.Equal(ChatError.Unavailable, (await node.Get<StarService>().FindAsync(by, [message], Ct)).Error);
    }
}
