using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Exporting;
using PartnerChat.Web.Components.Layout;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Settings;

/// <summary>What can be taken along: each conversation of theirs, as a page to read and as data. Its links are plain: they work without a script too.</summary>
public sealed partial class ExportPage : ComponentBase, IDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Kept = ConversationStore.ReadableAfterEnd;

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<ExportableConversation>? _conversations;

    [Inject]
    public required ExportService Exports { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    public required IStringLocalizer<ChatTexts> Dates { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    /// <summary>Why a file that was asked for did not come: the name of a <see cref="ChatError"/>.</summary>
    [SupplyParameterFromQuery(Name = "problem")]
    public string? Refused { get; set; }

    /// <summary>Where the reader is; handed from the request to the circuit.</summary>
    [PersistentState]
    public string? Zone { get; set; }

    private string? Problem => Refused switch
    {
        null => null,
        nameof(ChatError.RateLimited) => T["Busy"].Value,
        nameof(ChatError.NotFound) => T["NothingText"].Value,
        _ => T["NotNow"].Value,
    };

    protected override async Task OnInitializedAsync()
    {
        if (Http is not null) Zone = ViewerZone.Read(Http.Request).Id;
        var userId = Guid.Parse((await Authentication).User.FindFirstValue(ClaimTypes.NameIdentifier)!);
        while ((_conversations = (await Exports.FindConversationsAsync(userId, _leaving.Token)).Value) is null && RendererInfo.IsInteractive)
        {
            StateHasChanged();
            await Task.Delay(RetryPause, Time, _leaving.Token);
        }
    }

    private string TitleOf(ExportableConversation conversation) => T["File.Title", conversation.Name, conversation.PartnerName ?? Dates["YourPartner"].Value];

    private string DayOf(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Zone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc).ToString(Dates["DateFormatYear"], Languages.Reader);

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
