using Microsoft.JSInterop;

namespace PartnerChat.Tests.Fixtures;

/// <summary>A browser with one script module: it loads when the test says so, and knows whether it was let go of.</summary>
internal sealed class FakeModule : IJSRuntime, IJSObjectReference
{
    private readonly TaskCompletionSource _loaded = new();
    private readonly TaskCompletionSource<object?> _connected = new();
    private readonly TaskCompletionSource _disposed = new();

    /// <summary>What was connected to it.</summary>
    public Task<object?> Connected => _connected.Task;

    public Task Disposed => _disposed.Task;

    /// <summary>How letting go of it fails: the browser is gone, or the circuit ends first. Null when it does not.</summary>
    public Exception? Fault { get; set; }

    public void Load() => _loaded.SetResult();

    public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
    {
        if (identifier != "import")
        {
            _connected.SetResult(args![1]);
            return default!;
        }

        await _loaded.Task;
        return (TValue)(object)this;
    }

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);

    public ValueTask DisposeAsync()
    {
        _disposed.SetResult();
        return Fault is null ? ValueTask.CompletedTask : ValueTask.FromException(Fault);
    }
}
