using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.JSInterop;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;

namespace PartnerChat.Tests.Web.Components.Chat;

public sealed class MessageActionsTests(PagesApp app) : PageContext, IClassFixture<PagesApp>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FakeModule _module = new();

    [Fact]
    public async Task Render_LiveOnlyLater_Connects()
    {
        var actions = Open(null);

        actions.Render(p => p.Add(a => a.By, Talk.Participant(PartnerSide.A)));
        _module.Load();

        var self = Assert.IsType<DotNetObjectReference<object>>(await _module.Connected.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Same(actions.Instance, self.Value);
    }

    [Fact]
    public void Render_WhatThePageShowsChanges_IsNotRenderedAgain()
    {
        var actions = Open(null);
        var before = actions.RenderCount;

        actions.Render(p => p.Add(a => a.Changed, () => { }));

        Assert.Equal(before, actions.RenderCount);
    }

    private IRenderedComponent<MessageActions> Open(Participant? by)
    {
        Services.AddSingleton<IJSRuntime>(_module);
        Services.AddSingleton(app.Services.GetRequiredService<ChatService>());
        Services.AddSingleton(app.Services.GetRequiredService<StarService>());
        var state = new ChatState(Talk.Opening(Talk.Messages(1, 2)), new ViewerClock(new FakeTimeProvider(Talk.Noon), null, Words.Of<ChatTexts>()));
        return Render<MessageActions>(p => p.Add(a => a.State, state).Add(a => a.By, by).Add(a => a.Changed, () => { }));
    }
}
