using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Settings;

/// <summary>How far the reader's exports are, told by whoever writes them; said aloud only when one begins or ends.</summary>
public sealed partial class ExportProgress : ComponentBase, IDisposable
{
    private readonly Dictionary<Guid, ExportState> _known = [];
    private IReadOnlyList<ExportState> _shown = [];
    private Guid _userId;
    private IDisposable? _following;
    private bool _isFollowing;
    private string? _said;

    [Inject]
    public required ExportsUnderWay Exports { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (!RendererInfo.IsInteractive) return;
        _userId = Guid.Parse((await Authentication).User.FindFirstValue(ClaimTypes.NameIdentifier)!);
        _following = Exports.Follow(_userId, state => _ = InvokeAsync(() => Show(state)));
        _isFollowing = true;
    }

    private void Show(ExportState state)
    {
        var former = _known.GetValueOrDefault(state.Id);
        if (former?.Outcome is not null) return;
        _known[state.Id] = state;
        // What had ended before this page came is known, and no news.
        var isOld = former is null && state.Outcome is not null && !_isFollowing;
        if (isOld) return;
        // One that begins takes the place of those that have ended.
        if (former is null) _shown = [.. _shown.Where(s => s.Outcome is null), state];
        else _shown = [.. _shown.Select(s => s.Id == state.Id ? state : s)];
        if (former is null || state.Outcome is not null) _said = Say(state);
        StateHasChanged();
    }

    private string Say(ExportState state) => state.Outcome switch
    {
        ExportOutcome.Done => T["Done", T.Counted("Messages", state.Done)],
        ExportOutcome.Stopped => T["Stopped"],
        ExportOutcome.Broken => T["Broken"],
        _ => T["Begun"],
    };

    private void Stop(ExportState state) => Exports.Stop(_userId, state.Id);

    private string ProgressOf(ExportState state) => T["Progress", state.Done, T.Counted("Messages", state.Of)];

    private static int ValueOf(ExportState state) => state.Outcome == ExportOutcome.Done ? Math.Max(1, state.Of) : state.Done;

    private static string NameOf(ExportFormat format) => format == ExportFormat.Html ? "HTML" : "JSON";

    private string? Ids(Func<ExportState, bool> which) => string.Join(' ', _known.Values.Where(which).Select(s => s.Id)) is { Length: > 0 } ids ? ids : null;

    public void Dispose() => _following?.Dispose();
}
