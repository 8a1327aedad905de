using Bunit;
using Microsoft.JSInterop;

namespace PartnerChat.Tests.Web.Components.Chat;

public sealed class MessageInputTests : MessageInputContext
{
    [Fact]
    public void Render_Box_HasANameAndSaysWhatDescribesIt()
    {
        var input = Input(isLive: false);
        var box = input.Find("textarea[data-testid=message-input]");

        Assert.Equal(("Message to Sami", "composer-context composer-under"), (box.GetAttribute("aria-label"), box.GetAttribute("aria-describedby")));
        Assert.NotNull(input.Find("#composer-under"));
    }

    [Fact]
    public void Render_BeforeThePartnerJoined_WritesToYourPartner()
    {
        var input = Input(isLive: false, partnerName: null);

        Assert.Equal("Message to your partner", input.Find("textarea").GetAttribute("aria-label"));
    }

    [Fact]
    public void Render_SendButton_SubmitsAndHasAName()
    {
        var button = Input(isLive: false).Find("button[data-testid=send-button]");

        Assert.Equal(("submit", "word-send"), (button.GetAttribute("type"), button.GetAttribute("aria-labelledby")));
    }

    [Fact]
    public void Render_Problem_IsAnAlert()
    {
        Assert.Equal("alert", Input(isLive: false).Find("[data-part=problem]").GetAttribute("role"));
    }

    [Fact]
    public void Render_PartnerTypes_IsSaid()
    {
        var input = Input(isLive: false, isPartnerTyping: true);

        Assert.Equal("Sami is writing", input.Find("[data-testid=typing-indicator]").TextContent.Trim());
    }

    [Fact]
    public void Render_PartnerStopped_IsNotSaid()
    {
        var input = Input(isLive: false, isPartnerTyping: true);

        input.Render(p => p.Add(i => i.IsPartnerTyping, false));

        Assert.Empty(input.FindAll("[data-testid=typing-indicator]"));
    }

    [Fact]
    public void Render_NoSession_AsksNothingOfTheBrowser()
    {
        var input = Input(isLive: false);

        Assert.Empty(JSInterop.Invocations);
        Assert.False(input.Find("message-composer").HasAttribute("data-live"));
    }

    [Fact]
    public void Render_Session_IsLiveOnceConnected()
    {
        var input = Input();

        Module.VerifyInvoke("connect");
        Assert.Equal("true", input.Find("message-composer").GetAttribute("data-live"));
    }

    [Fact]
    public void Render_SessionThatStillConnects_IsNotLive()
    {
        Module.Setup<string>("connect", _ => true);

        var input = Input();

        Assert.False(input.Find("message-composer").HasAttribute("data-live"));
    }

    [Fact]
    public void Render_Again_ConnectsOnce()
    {
        var input = Input();

        input.Render(p => p.Add(i => i.IsPartnerTyping, true));

        Module.VerifyInvoke("connect", calledTimes: 1);
    }

    [Fact]
    public void Render_BrowserGoesWhileConnecting_IsSurvived()
    {
        Module.Setup<string>("connect", _ => true).SetException(new JSDisconnectedException("gone"));

        var input = Input();

        Assert.False(input.Find("message-composer").HasAttribute("data-live"));
    }
}
