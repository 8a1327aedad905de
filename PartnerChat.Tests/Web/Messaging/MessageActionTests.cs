using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

/// <summary>What is done to messages, through the lane of their conversation.</summary>
public sealed class MessageActionTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeleteAsync_ManyTimesAtOnceOnTwoNodes_IsOneChangeTold()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var first = await ChatNode.StartAsync(database);
        await using var second = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(first, Ct);
        var message = (await couple.WriteAsync(first, 1, Ct))[0];
        await using var partner = await first.FollowAsync(couple.B, 1, Ct);
        var by = (await first.VisitAsync(couple.A, Ct)).Participant;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? first : second).Chat.DeleteAsync(by, message.Id, Ct)));
        first.Bus.Publish(new StoreAdvanced(couple.ConversationId));
        await partner.WaitForAsync(_ => partner.Session.Cursor == 2, Ct);

        Assert.Single(answers.Select(a => a.Value!).Distinct());
        Assert.Equal([answers[0].Value], partner.Events.OfType<MessageChanged>().Select(e => e.Message));
        await Soundness.AssertAsync(first.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task DeleteAsync_LostAnswer_IsDoneOnceAndThePartnerIsTold()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var proxy = TcpProxy.Before(database.ConnectionString, out var through);
        await using var node = await ChatNode.StartAsync(through);
        var couple = await Couple.JoinAsync(node, Ct);
        var message = (await couple.WriteAsync(node, 1, Ct))[0];
        await using var partner = await node.FollowAsync(couple.B, 1, Ct);
        await partner.WaitForAsync(events => events.Count > 0, Ct);
        var by = (await node.VisitAsync(couple.A, Ct)).Participant;

        proxy.LoseAnswerTo("FOR NO KEY UPDATE"u8.ToArray());
        var answer = await node.Chat.DeleteAsync(by, message.Id, Ct);

        Assert.True(proxy.HasLostAnswer);
        Assert.NotNull(answer.Value?.DeletedAt);
        await partner.WaitForAsync(_ => partner.Session.Cursor == 2, Ct);
        Assert.Single(partner.Events.OfType<MessageChanged>());
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeleteAsync_DatabaseAway_IsUnavailableInTimeAndCanBeDoneAfterHealing(bool isBlackhole)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var proxy = TcpProxy.Before(database.ConnectionString, out var through);
        await using var node = await ChatNode.StartAsync(through);
        var couple = await Couple.JoinAsync(node, Ct);
        var messages = await couple.WriteAsync(node, 20, Ct);
        var by = (await node.VisitAsync(couple.A, Ct)).Participant;

        if (isBlackhole) proxy.Blackhole();
        else proxy.Cut();
        var away = await Task.WhenAll(messages.Select(m => node.Chat.DeleteAsync(by, m.Id, Ct))).WaitAsync(TimeSpan.FromSeconds(8), Ct);
        proxy.Heal();
        await Eventually.HoldsAsync(async () => (await node.Chat.DeleteAsync(by, messages[19].Id, Ct)).Value is not null, Ct);

        Assert.All(away, a => Assert.Equal(ChatError.Unavailable, a.Error));
        // Connections that broke are still in the pool.
        await using var apart = await ChatNode.StartAsync(database);
        await Soundness.AssertAsync(apart.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task StopAsync_ActionsWait_AreDone()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var messages = await couple.WriteAsync(node, 20, Ct);
        var by = (await node.VisitAsync(couple.A, Ct)).Participant;
        await using var held = await HeldConversation.HoldAsync(node, couple, Ct);
        var deletions = messages.Select(m => node.Chat.DeleteAsync(by, m.Id, Ct)).ToList();
        await held.WhenAwaitedAsync(Ct);

        var stopping = node.Writer.StopAsync(Ct);
        await held.ReleaseAsync();
        await stopping;

        Assert.All(await Task.WhenAll(deletions), d => Assert.NotNull(d.Value));
        Assert.Equal(ChatError.Unavailable, (await node.Chat.DeleteAsync(by, messages[0].Id, Ct)).Error);
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task StopAsync_DatabaseDoesNotAnswerInTime_NobodyWaitsForAnAction()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var messages = await couple.WriteAsync(node, 20, Ct);
        var by = (await node.VisitAsync(couple.A, Ct)).Participant;
        await using var held = await HeldConversation.HoldAsync(node, couple, Ct);
        var deletions = messages.Select(m => node.Chat.DeleteAsync(by, m.Id, Ct)).ToList();
        await held.WhenAwaitedAsync(Ct);

        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await node.Writer.StopAsync(patience.Token);

        Assert.All(await Task.WhenAll(deletions).WaitAsync(TimeSpan.FromSeconds(4), Ct), d => Assert.Equal(ChatError.Unavailable, d.Error));
    }
}
