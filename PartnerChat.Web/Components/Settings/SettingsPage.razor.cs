using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Conversations;
using PartnerChat.Web.Components.Layout;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Settings;

/// <summary>What a user chooses for themselves. Each choice is stored at once, and is shown as chosen only when it is.</summary>
public sealed partial class SettingsPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private SettingsRecord? _settings;
    private string? _name;
    private string? _partner;
    private bool _partnerHidesReceipts;
    private Membership? _current;
    private IReadOnlyList<Membership> _ended = [];
    private string? _said;
    private string? _problem;
    private int _answers;

    [Inject]
    public required SettingsService Settings { get; set; }

    [Inject]
    public required ChatService Chat { get; set; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    /// <summary>The reader's zone; a circuit has no cookies, so the prerendered page hands it over.</summary>
    [PersistentState]
    public string? Zone { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private string Partner => _partner ?? T["YourPartner"];

    // What is pressed before a circuit is there would be lost.
    private bool IsDisabled => !RendererInfo.IsInteractive;

    private string ReceiptsHint => _partnerHidesReceipts ? $"{T["ReceiptsHint", Partner]} {T["ReceiptsPartnerOff", Partner]}" : T["ReceiptsHint", Partner];

    protected override void OnInitialized() => Zone ??= Http?.Request.Cookies[ViewerZone.CookieName];

    // Also when the name was changed on another page of this user's.
    private async Task ShowAsync(SettingsRecord settings)
    {
        var visit = await Chat.VisitAsync(await GetUserIdAsync(), _leaving.Token);
        if ((await Chat.VisitEndedAsync(await GetUserIdAsync(), _leaving.Token)).Value is { } ended) _ended = [.. ended.Select(e => e.Membership)];
        _current = visit.Value?.Membership;
        if (visit.Value is { Membership: var me })
        {
            (_name, _partner) = (me.Name, me.PartnerName);
            _partnerHidesReceipts = settings.ReadReceipts && !me.Facts.ShowsRead;
        }

        _settings = settings;
    }

    private async Task<bool> SaveAsync(SettingsChange change) => Say((await Settings.ChangeAsync(await GetUserIdAsync(), change, _leaving.Token)).Error);

    private async Task<bool> RenameAsync(string name) => Say((await Settings.RenameAsync(await GetUserIdAsync(), name, _leaving.Token)).Error);

    private bool Say(ChatError? error)
    {
        (_said, _problem) = error switch
        {
            null => (T["Saved"].Value, null),
            ChatError.RateLimited => (null, T["TooOften"].Value),
            _ => ((string?)null, T["NotSaved"].Value),
        };
        _answers++;
        StateHasChanged();
        return error is null;
    }

    private async Task<Guid> GetUserIdAsync() => Guid.Parse((await Authentication).User.FindFirstValue(ClaimTypes.NameIdentifier)!);

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
