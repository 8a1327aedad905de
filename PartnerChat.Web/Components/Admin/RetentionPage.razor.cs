using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Auditing;
using PartnerChat.Data.Retention;
using PartnerChat.Web.Components.Layout;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Admin;

/// <summary>What is kept for how long, what is due, and how the deletion job went.</summary>
public sealed partial class RetentionPage
{
    private RetentionRecord _state = new(RetentionRecord.MostSessionDays, 0, 0, null, null);
    private string? _said;
    private string? _wrongDays;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private RetentionService Retention { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    /// <summary>Who acts; without, there is nothing of the page.</summary>
    [CascadingParameter]
    private AuditActor? Actor { get; set; }

    [CascadingParameter]
    private TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    [SupplyParameterFromForm(FormName = "sign-ins")]
    private int? Days { get; set; }

    [SupplyParameterFromQuery(Name = "done")]
    private string? Done { get; set; }

    private string LastRun => _state.LastRun is { } run ? T["LastRunText", TimeOf(run.FinishedAt), run.Deleted] : T["Never"];

    protected override async Task OnInitializedAsync()
    {
        _state = await Retention.ReadAsync(Http.RequestAborted);
        _said = Done switch
        {
            "saved" => T["Saved"].Value,
            "asked" => T["Asked"].Value,
            _ => null,
        };
    }

    private async Task ChangeAsync()
    {
        if (Days is not { } days) _wrongDays = WrongDays;
        else Go(await Retention.ChangeSessionDaysAsync(Actor!, days, Http.RequestAborted), "saved");
    }

    private async Task RunAsync() => Go(await Retention.AskForRunAsync(Actor!, Http.RequestAborted), "asked");

    private string WrongDays => T["WrongDays", RetentionRecord.LeastSessionDays, RetentionRecord.MostSessionDays];

    private void Go(ChatError? error, string done)
    {
        if (error == ChatError.InvalidQuery) _wrongDays = WrongDays;
        // The role is gone since the page was asked for.
        else if (error is not null) Navigation.NotFound();
        else Navigation.NavigateTo($"/admin/retention?done={done}");
    }

    private string TimeOf(DateTimeOffset at) => ViewerZone.DayAndTime(at, Zone);
}
