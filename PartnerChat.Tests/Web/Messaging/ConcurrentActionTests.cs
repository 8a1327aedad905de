using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

/// <summary>Both do everything to the same messages at once, on two nodes: the last committed wins, and what is erased stays so.</summary>
public sealed class ConcurrentActionTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Actions_OnTwoNodes_OneOrderForEverybodyAndNothingComesBack()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var first = await ChatNode.StartAsync(database);
        await using var second = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(first, Ct);
        var messages = await couple.WriteAsync(first, 40, Ct);
        var (a, b) = ((await first.VisitAsync(couple.A, Ct)).Participant, (await first.VisitAsync(couple.B, Ct)).Participant);
        await using var near = await first.FollowAsync(couple.B, 0, Ct);
        await using var far = await second.FollowAsync(couple.A, 0, Ct);

        await Task.WhenAll(messages.Select((m, i) => MeddleAsync(i % 2 == 0 ? [first, second] : [second, first], a, b, m, i % 4 != 0)));

        var end = (await first.VisitAsync(couple.A, Ct)).Membership.Cursor;
        var history = (await first.Messages.GetPageFromAsync(couple.ConversationId, 1, 500, Ct)).Messages;
        foreach (var (node, log) in new[] { (first, near), (second, far) })
        {
            node.Bus.Publish(new StoreAdvanced(couple.ConversationId));
            await log.WaitForAsync(_ => log.Session.Cursor == end, Ct);
            Assert.Equal(history, log.ToReplica().Messages);
            AssertStaysErased(log.Events);
        }

        Assert.Equal(30, history.Count(m => m is { DeletedAt: not null, Content: "" }));
        await Soundness.AssertAsync(first.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task DeleteAsync_WhileAnEditWaits_LeavesNoEarlierText()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var first = await ChatNode.StartAsync(database);
        await using var second = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(first, Ct);
        var message = (await couple.WriteAsync(first, 1, Ct))[0];
        var by = (await first.VisitAsync(couple.A, Ct)).Participant;
        await using var held = await HeldConversation.HoldAsync(first, couple, Ct);

        var edit = first.Chat.EditAsync(by, message.Id, "edited", Ct);
        var delete = second.Chat.DeleteAsync(by, message.Id, Ct);
        await held.WhenAwaitedAsync(Ct);
        await held.ReleaseAsync();
        await edit;

        Assert.Equal("", (await delete).Value!.Content);
        Assert.Empty(await first.Get<MessageEditStore>().GetAsync(message.Id, Ct));
        await Soundness.AssertAsync(first.Database, couple.ConversationId, Ct);
    }

    private static async Task MeddleAsync(ChatNode[] nodes, Participant a, Participant b, MessageRecord message, bool isDeleted)
    {
        var edits = Enumerable.Range(0, 3).Select(i => nodes[i % 2].Chat.EditAsync(a, message.Id, $"{message.Seq}: {i}", Ct));
        var marks = new[] { nodes[0].Chat.MarkReadAsync(b, message.Seq), nodes[1].Chat.MarkDeliveredAsync(b, message.Seq - 1, message.Seq) };
        var reactions = new[] { nodes[0].Chat.PutReactionAsync(a, message.Id, "❤️", Ct), nodes[1].Chat.PutReactionAsync(b, message.Id, "👍", Ct), nodes[0].Chat.RemoveReactionAsync(b, message.Id, "👍", Ct) };
        var said = nodes[1].Chat.SendAsync(b, new SendMessage($"after {message.Seq}", null), Ct);
        var deleted = isDeleted ? nodes[0].Chat.DeleteAsync(a, message.Id, Ct) : null;

        foreach (var edit in await Task.WhenAll(edits.Concat(reactions))) Assert.True(edit.Error is null or ChatError.NotFound);
        await Task.WhenAll(marks);
        Assert.NotNull((await said).Value);
        if (deleted is not null) Assert.Equal("", (await deleted).Value!.Content);
    }

    private static void AssertStaysErased(IReadOnlyList<ConversationEvent> events)
    {
        var erased = new HashSet<Guid>();
        foreach (var message in events.Select(e => e switch { MessageSent s => s.Message, MessageChanged c => c.Message, _ => null }).OfType<MessageRecord>())
        {
            if (message.DeletedAt is not null) erased.Add(message.Id);
            if (erased.Contains(message.Id)) Assert.Equal("", message.Content);
        }
    }
}
