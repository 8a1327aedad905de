using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PartnerChat.Data.Accounts;
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
    public required Task<AuthenticationState> Authentication { get; set; }

    private string Partner => _partner ?? T["YourPartner"];

    // What is pressed before a circuit is there would be lost.
    private bool IsDisabled => !RendererInfo.IsInteractive;

    private string ReceiptsHint => _partnerHidesReceipts ? $"{T["ReceiptsHint", Partner]} {T["ReceiptsPartnerOff", Partner]}" : T["ReceiptsHint", Partner];

    // Also when the name was changed on another page of this user's.
    private async Task ShowAsync(SettingsRecord settings)
    {
        var visit = await Chat.VisitAsync(await GetUserIdAsync(), _leaving.Token);
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
