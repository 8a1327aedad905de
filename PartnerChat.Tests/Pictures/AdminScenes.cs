using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Pictures;

/// <summary>What an admin sees of a conversation, and of what admins did.</summary>
internal static class AdminScenes
{
    private const string Why = "Sami reported missing messages.";

    private static readonly Line[] Said =
    [
        Line.Own("Did the plumber call?", 1), Line.Theirs("At seven. He says it is the valve", 1), Line.Own("It is always the valve"), Line.Theirs("<b>He</b> says it is never the valve"),
    ];

    /// <summary>The reason that is asked for.</summary>
    public static async Task<IPage> ReasonAsync(Stage stage)
    {
        await stage.TellAsync(Said);
        var page = await PageScenes.AdminAsync(stage);
        await page.GotoAsync($"/admin/conversations/{(await stage.ParticipantAsync(stage.Nora)).ConversationId}");
        await page.Locator("[data-testid=reason-form][data-interactive=true]").WaitForAsync();
        return page;
    }

    /// <summary>The conversation, being looked at.</summary>
    public static async Task<IPage> LookAsync(Stage stage)
    {
        var page = await ReasonAsync(stage);
        await GiveReasonAsync(page);
        await page.Locator("[data-testid=inspected-message] summary").Last.ClickAsync();
        return page;
    }

    /// <summary>The audit log after a look.</summary>
    public static async Task<IPage> AuditAsync(Stage stage)
    {
        var page = await LookAsync(stage);
        await page.GotoAsync("/admin/audit");
        await page.Locator(".audit-row").First.WaitForAsync();
        return page;
    }

    private static async Task GiveReasonAsync(IPage page)
    {
        await page.Locator("[data-testid=reason-form][data-interactive=true]").WaitForAsync();
        await page.GetByTestId("reason").FillAsync(Why);
        await page.GetByTestId("look").ClickAsync();
        await page.GetByTestId("inspection").WaitForAsync();
    }
}
