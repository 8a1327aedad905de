using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using PartnerChat.Benchmarks.Wire;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Resources;

namespace PartnerChat.Benchmarks.Micro;

/// <summary>One bubble, rendered and compared with what it was before, as a circuit does.</summary>
[MemoryDiagnoser]
public class BubbleBenchmarks : IDisposable
{
    private readonly BareRenderer _renderer;
    private readonly BubbleWords _words;
    private readonly ParameterView[] _rows;
    private int _bubble;
    private int _turn;

    public BubbleBenchmarks()
    {
        var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        _renderer = new BareRenderer(services);
        _words = new BubbleWords("Sami", services.GetRequiredService<IStringLocalizer<ChatTexts>>(), services.GetRequiredService<IStringLocalizer<MessageTexts>>());
        _rows = [Parameters(NewRow(null)), Parameters(NewRow(TimeProvider.System.GetUtcNow()))];
    }

    [GlobalSetup]
    public Task AddAsync() => _renderer.Dispatcher.InvokeAsync(() => _bubble = _renderer.Add<MessageBubble>());

    /// <summary>A message that was sent becomes delivered, or the other way round: the same text, another tick.</summary>
    [Benchmark(Description = "bubble rendered, another row")]
    public Task Render() => _renderer.Dispatcher.InvokeAsync(() => _renderer.Render(_bubble, _rows[_turn++ % _rows.Length]));

    /// <summary>What every other bubble of a view costs when one is added.</summary>
    [Benchmark(Description = "bubble passed over, the same row")]
    public Task PassOver() => _renderer.Dispatcher.InvokeAsync(() => _renderer.Render(_bubble, _rows[0]));

    [GlobalCleanup]
    public void Dispose()
    {
        ((IDisposable)_renderer).Dispose();
        GC.SuppressFinalize(this);
    }

    private ParameterView Parameters(BubbleRow row) =>
        ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(MessageBubble.Row)] = row, [nameof(MessageBubble.Words)] = _words });

    private static BubbleRow NewRow(DateTimeOffset? deliveredAt)
    {
        var message = new MessageRecord(
            Guid.CreateVersion7(), Guid.CreateVersion7(), 200, 399, 399, PartnerSide.A, MessageTemplate.Content, TimeProvider.System.GetUtcNow(), deliveredAt, ClientMessageId: Guid.NewGuid());
        return new BubbleRow(message, IsOwn: true, IsFirst: true, IsLast: true, IsStamped: true, IsLastRead: false, Time: "12:34");
    }
}
