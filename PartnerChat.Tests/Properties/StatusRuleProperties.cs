using CsCheck;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Properties;

/// <summary>Whatever the two do, in whatever order: a status only rises, only the recipient marks, and no time moves.</summary>
public sealed class StatusRuleProperties(PostgresFixture postgres)
{
    private const int Furthest = 24;

    private static readonly Gen<Step> Mark = Gen.Select(
        Gen.Int[(int)StepKind.DeliveredRange, (int)StepKind.ReadOne].Select(k => (StepKind)k), Gen.Enum<PartnerSide>(),
        Gen.Int[0, Furthest], Gen.Int[0, Furthest], (kind, by, from, to) => new Step(kind, by, from, to));

    private static readonly Gen<Step> Say = Gen.Enum<PartnerSide>().Select(by => new Step(StepKind.Say, by, 0, 0));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StatusGoingBack_StepsInAnyOrder_LeaveWhatTheModelSaysAfterEach()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);

        await Gen.Frequency((2, Say), (3, Mark)).List[1, 30].SampleAsync(
            async steps =>
            {
                var (couple, model) = (await Couple.JoinAsync(node, Ct), new StatusModel());
                IReadOnlyList<StoredStatus> before = [];
                foreach (var step in steps.Select(s => Fit(s, model.Count)).OfType<Step>())
                {
                    var expected = ErrorOf(step, model);
                    model.Apply(step);

                    Assert.Equal(expected, await DoAsync(node, couple, step));

                    before = await AssertStoredAsync(node, couple, model, before);
                }

                await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
            },
            iter: Campaign.Count(400), threads: 1);
    }

    [Fact]
    public async Task Marks_AllAtOnce_LeaveWhatTheModelSays()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);

        await Gen.Select(Say.List[1, Furthest], Mark.List[1, 20]).SampleAsync(
            async (said, marks) =>
            {
                var (couple, model) = (await Couple.JoinAsync(node, Ct), new StatusModel());
                foreach (var step in said)
                {
                    model.Apply(step);
                    await DoAsync(node, couple, step);
                }

                var fitting = marks.Select(m => Fit(m, model.Count)).OfType<Step>().ToList();
                fitting.ForEach(model.Apply);

                await Task.WhenAll(fitting.Select(m => DoAsync(node, couple, m)));

                await AssertStoredAsync(node, couple, model, []);
                await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
            },
            iter: Campaign.Count(400), threads: 1);
    }

    // A single mark needs a message; a range may reach beyond the end.
    private static Step? Fit(Step step, int count) =>
        step.Kind is not (StepKind.DeliveredOne or StepKind.ReadOne) ? step : count == 0 ? null : step with { To = (step.To % count) + 1 };

    private static ChatError? ErrorOf(Step step, StatusModel model) =>
        step.Kind is StepKind.DeliveredOne or StepKind.ReadOne && model.SenderOf(step.To) == step.By ? ChatError.Forbidden : null;

    private static async Task<ChatError?> DoAsync(ChatNode node, Couple couple, Step step)
    {
        var userId = step.By == PartnerSide.A ? couple.A : couple.B;
        var by = (await node.VisitAsync(userId, Ct)).Participant;
        switch (step.Kind)
        {
            case StepKind.Say: return (await node.Chat.SendAsync(by, new SendMessage("said", null), Ct)).Error;
            case StepKind.DeliveredOne: return (await node.Chat.MarkDeliveredAsync(userId, await IdOfAsync(node, couple, step.To), Ct)).Error;
            case StepKind.ReadOne: return (await node.Chat.MarkReadAsync(userId, await IdOfAsync(node, couple, step.To), Ct)).Error;
            case StepKind.DeliveredRange: await node.Chat.MarkDeliveredAsync(by, step.From, step.To); return null;
            case StepKind.ReadUpTo: await node.Chat.MarkReadAsync(by, step.To); return null;
            default: throw new ArgumentOutOfRangeException(nameof(step), step, null);
        }
    }

    private static async Task<Guid> IdOfAsync(ChatNode node, Couple couple, int place) =>
        (await node.Messages.GetPageFromAsync(couple.ConversationId, place, 1, Ct)).Messages[0].Id;

    private static async Task<IReadOnlyList<StoredStatus>> AssertStoredAsync(ChatNode node, Couple couple, StatusModel model, IReadOnlyList<StoredStatus> before)
    {
        var stored = await StoredStatus.ReadAsync(node.Database, couple.ConversationId, Ct);
        Assert.Equal(model.Messages, stored.Select(s => (s.Sender, s.DeliveredAt is not null, s.ReadAt is not null)));
        Assert.All(before.Zip(stored), pair => Assert.True(pair.Second.Follows(pair.First), $"{pair.First} became {pair.Second}"));
        return stored;
    }
}
