using System.Globalization;
using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Conversations;
using PartnerChat.Web.Components.Layout;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Admin;

/// <summary>Every conversation of the server: who, how much and when. No content.</summary>
public sealed partial class ConversationsPage
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private ConversationPage _page = new([], 0, 0);
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    [Inject]
    private ConversationDirectory Directory { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "page")]
    private int? Page { get; set; }

    private int Number => Math.Max(Page ?? 1, 1);

    private string Range => _page.Items.Count == 0
        ? "None here"
        : string.Create(English, $"{((Number - 1) * ConversationDirectory.PageSize) + 1:N0} to {((Number - 1) * ConversationDirectory.PageSize) + _page.Items.Count:N0} of {_page.Total:N0}");

    protected override async Task OnInitializedAsync()
    {
        _zone = ViewerZone.Read(Http.Request);
        _page = await Directory.ListAsync(Number, Http.RequestAborted);
    }

    private static string Between(ConversationListing item) => item.PartnerBName is null ? ", alone so far" : " and ";
}
