using BenchmarkDotNet.Attributes;
using PartnerChat.Benchmarks.Wire;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Api.Realtime;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Benchmarks.Micro;

/// <summary>A message on its way from the writer to the sessions of both: fan-out, and the frame for a socket.</summary>
[MemoryDiagnoser]
public class EventBenchmarks
{
    private readonly ConversationEventBus _bus = new();
    private readonly List<ConversationSubscription> _subscriptions = [];
    private readonly MessageSent _event = NewEvent();

    /// <summary>How many sessions the two have together.</summary>
    [Params(2, 20)]
    public int Sessions { get; set; }

    [GlobalSetup]
    public void Subscribe()
    {
        for (var i = 0; i < Sessions; i++) _subscriptions.Add(_bus.Subscribe(_event.ConversationId));
    }

    [Benchmark(Description = "event told to the sessions, and taken")]
    public int FanOut()
    {
        _bus.Publish(_event);
        return _subscriptions.Count(s => s.Events.TryRead(out _));
    }

    [Benchmark(Description = "event as a frame")]
    public int Write() => FrameWriter.Write(_event, PartnerSide.B).Sum(f => f.Length);

    [GlobalCleanup]
    public void Leave()
    {
        foreach (var subscription in _subscriptions) subscription.Dispose();
    }

    private static MessageSent NewEvent()
    {
        var message = new MessageRecord(
            Guid.CreateVersion7(), Guid.CreateVersion7(), 200, 399, 399, PartnerSide.A, MessageTemplate.Content, TimeProvider.System.GetUtcNow(), ClientMessageId: Guid.NewGuid());
        return new MessageSent(message, 398, 399);
    }
}
