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

    /// <summary>Handed from the prerendered page to the circuit, so that its rows stay while it becomes live.</summary>
    [PersistentState]
    public Places? Handed { get; set; }

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
        if (_settings is null && Handed is { } handed) Show(settings, handed);
        var userId = await GetUserIdAsync();
        var visit = await Chat.VisitAsync(userId, _leaving.Token);
        var ended = (await Chat.VisitEndedAsync(userId, _leaving.Token)).Value?.Select(e => e.Membership).ToList() ?? Handed?.Ended ?? [];
        Show(settings, new Places(visit.Value?.Membership, ended));
    }

    private void Show(SettingsRecord settings, Places places)
    {
        Handed = places;
        if (places.Current is { } me)
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
            // The same word again would be no change, and not be heard.
            null => (_said == T["Saved"].Value ? $"{T["Saved"]}\u00A0" : T["Saved"].Value, null),
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

    /// <summary>Where the user is in a conversation, and in which that ended they still read.</summary>
    public sealed record Places(Membership? Current, IReadOnlyList<Membership> Ended);
}
