using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.JSInterop;
using PartnerChat.Data.Conversations;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;

namespace PartnerChat.Tests.Web.Components.Chat;

/// <summary>What the two parts of the page that talk with the browser leave behind when they go: nothing.</summary>
public abstract class ModuleLifetimeTests<TComponent> : PageContext
    where TComponent : class, IComponent
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FakeModule _module = new();

    protected ModuleLifetimeTests()
    {
        Services.AddSingleton<IJSRuntime>(_module);
        Services.AddSingleton(TimeProvider.System);
    }

    [Fact]
    public async Task Dispose_Connected_LetsGoOfTheModule()
    {
        await OpenAndConnectAsync();

        await DisposeComponentsAsync();

        Assert.True(_module.Disposed.IsCompleted);
    }

    [Fact]
    public async Task Dispose_Connected_LetsGoOfItself()
    {
        var self = Assert.IsType<DotNetObjectReference<object>>(await OpenAndConnectAsync());

        await DisposeComponentsAsync();

        Assert.Throws<ObjectDisposedException>(() => self.Value);
    }

    [Theory]
    [InlineData(typeof(JSDisconnectedException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task Dispose_BrowserGoneOrCircuitEnding_IsSurvived(Type fault)
    {
        await OpenAndConnectAsync();
        _module.Fault = (Exception)Activator.CreateInstance(fault, "gone")!;

        await DisposeComponentsAsync();

        Assert.True(_module.Disposed.IsCompleted);
    }

    [Fact]
    public async Task Dispose_NeverLive_HasNothingToLetGoOf()
    {
        Open(isLive: false);

        await DisposeComponentsAsync();

        Assert.False(_module.Disposed.IsCompleted);
    }

    [Fact]
    public async Task Dispose_ModuleStillLoading_LetsGoOfItAndConnectsNothing()
    {
        Open();

        await DisposeComponentsAsync();
        _module.Load();

        await _module.Disposed.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.False(_module.Connected.IsCompleted);
    }

    protected abstract void Open(bool isLive = true);

    private Task<object?> OpenAndConnectAsync()
    {
        Open();
        _module.Load();
        return _module.Connected.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }
}

public sealed class ConversationViewLifetimeTests : ModuleLifetimeTests<ConversationView>
{
    protected override void Open(bool isLive = true)
    {
        var state = new ChatState(Talk.Opening(Talk.Messages(1, 2)), new ViewerClock(new FakeTimeProvider(Talk.Noon), null, Words.Of<ChatTexts>()));
        Render<ConversationView>(p => p
            .Add(v => v.State, state)
            .Add(v => v.History, isLive ? new FakeHistory() : null)
            .Add(v => v.Read, _ => { })
            .Add(v => v.ZoneFound, _ => { }));
    }
}

public sealed class MessageInputLifetimeTests : ModuleLifetimeTests<MessageInput>
{
    protected override void Open(bool isLive = true) => Render<MessageInput>(p => p
        .Add(i => i.IsLive, isLive)
        .Add(i => i.Send, _ => Task.FromResult<ChatResult<SentMessage>>(ChatError.Unavailable))
        .Add(i => i.Edit, (_, _) => Task.FromResult<ChatResult<MessageRecord>>(ChatError.Unavailable))
        .Add(i => i.TakeBack, _ => Task.FromResult<ChatResult<MessageRecord>>(ChatError.Unavailable))
        .Add(i => i.FindEditable, () => Task.FromResult<ChatResult<MessageRecord>>(ChatError.Unavailable))
        .Add(i => i.Typing, _ => { }));
}
