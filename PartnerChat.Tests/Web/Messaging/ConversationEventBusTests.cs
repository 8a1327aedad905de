using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

public sealed class ConversationEventBusTests
{
    private readonly ConversationEventBus _bus = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Publish_SeveralSessions_EachGetsIt()
    {
        using var first = _bus.Subscribe(Talk.Id);
        using var second = _bus.Subscribe(Talk.Id);
        var said = Typing(Talk.Id);

        _bus.Publish(said);

        Assert.Equal([said, said], Drain(first).Concat(Drain(second)));
    }

    [Fact]
    public void Publish_OtherConversation_IsNotTold()
    {
        using var here = _bus.Subscribe(Talk.Id);
        using var elsewhere = _bus.Subscribe(Guid.CreateVersion7());

        _bus.Publish(Typing(Talk.Id));

        Assert.Empty(Drain(elsewhere));
    }

    [Fact]
    public void Publish_NobodyThere_DoesNothing()
    {
        _bus.Publish(Typing(Talk.Id));

        Assert.Equal(0, _bus.SubscriptionCount);
    }

    [Fact]
    public void Publish_Several_KeepTheirOrder()
    {
        using var session = _bus.Subscribe(Talk.Id);
        var sent = Talk.Messages(1, 100).ConvertAll(ConversationEvent (m) => m.Sent());

        foreach (var message in sent) _bus.Publish(message);

        Assert.Equal(sent, Drain(session));
    }

    [Fact]
    public void Publish_FullQueue_MarksLaggingAndKeepsTheOldest()
    {
        using var slow = _bus.Subscribe(Talk.Id);

        foreach (var message in Talk.Messages(1, ConversationSubscription.Capacity + 1)) _bus.Publish(message.Sent());

        Assert.True(slow.TakeLagging());
        Assert.Equal(ConversationSubscription.Capacity, Drain(slow).Count);
    }

    [Fact]
    public void Publish_OneQueueFull_OthersGetAll()
    {
        using var slow = _bus.Subscribe(Talk.Id);
        using var quick = _bus.Subscribe(Talk.Id);
        var got = 0;

        foreach (var message in Talk.Messages(1, ConversationSubscription.Capacity + 1))
        {
            _bus.Publish(message.Sent());
            got += Drain(quick).Count;
        }

        Assert.Equal((ConversationSubscription.Capacity + 1, false), (got, quick.TakeLagging()));
    }

    [Fact]
    public void TakeLagging_SecondTime_IsFalse()
    {
        using var slow = _bus.Subscribe(Talk.Id);
        foreach (var message in Talk.Messages(1, ConversationSubscription.Capacity + 1)) _bus.Publish(message.Sent());

        var answers = (slow.TakeLagging(), slow.TakeLagging());

        Assert.Equal((true, false), answers);
    }

    [Fact]
    public void TakeLagging_QueueJustFull_IsFalse()
    {
        using var session = _bus.Subscribe(Talk.Id);

        foreach (var message in Talk.Messages(1, ConversationSubscription.Capacity)) _bus.Publish(message.Sent());

        Assert.False(session.TakeLagging());
    }

    [Fact]
    public async Task Dispose_Subscription_EndsItsEvents()
    {
        var session = _bus.Subscribe(Talk.Id);

        session.Dispose();

        await session.Events.Completion.WaitAsync(Ct);
    }

    [Fact]
    public void Dispose_Twice_RemovesOnlyItself()
    {
        var gone = _bus.Subscribe(Talk.Id);
        using var stays = _bus.Subscribe(Talk.Id);

        gone.Dispose();
        gone.Dispose();
        _bus.Publish(Typing(Talk.Id));

        Assert.Equal((1, 1), (_bus.SubscriptionCount, Drain(stays).Count));
    }

    [Fact]
    public void Subscribe_AfterTheLastWent_IsTold()
    {
        _bus.Subscribe(Talk.Id).Dispose();
        using var session = _bus.Subscribe(Talk.Id);

        _bus.Publish(Typing(Talk.Id));

        Assert.Single(Drain(session));
    }

    [Fact]
    public async Task Subscribe_FiftySessionsComeAndGoAtOnce_LeaveNothing()
    {
        var conversations = new[] { Guid.CreateVersion7(), Guid.CreateVersion7() };
        using var start = new ManualResetEventSlim();

        var sessions = Enumerable.Range(0, 50).Select(i => Task.Factory.StartNew(() => ComeAndGo(conversations[i % 2], start), Ct, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
        start.Set();
        await Task.WhenAll(sessions);

        Assert.Equal(0, _bus.SubscriptionCount);
    }

    private void ComeAndGo(Guid conversation, ManualResetEventSlim start)
    {
        start.Wait(Ct);
        for (var i = 0; i < 40; i++)
        {
            using var session = _bus.Subscribe(conversation);
            _bus.Publish(Typing(conversation));
            // Whoever is there is told, however many come and go beside it.
            Assert.NotEmpty(Drain(session));
        }
    }

    private static TypingChanged Typing(Guid conversation) => new(conversation, PartnerSide.B, true);

    private static List<ConversationEvent> Drain(ConversationSubscription subscription)
    {
        var events = new List<ConversationEvent>();
        while (subscription.Events.TryRead(out var next)) events.Add(next);
        return events;
    }
}
