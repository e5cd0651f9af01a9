import OTLP

extension TraceBuilder {
    /// Plays what one of the backend's users asks for.
    mutating func play() {
        switch random.below(100) {
        case ..<30: movePosition()
        case ..<55: watchRide()
        case ..<75: estimateFare()
        case ..<90: requestRide()
        case ..<99: endRide()
        default: rebalance()
        }
    }

    private var rideID: String { mutating get { "r\(random.hex(digits: 11))" } }
    private var driverID: String { mutating get { "d\(100_000 + random.below(20_000))" } }

    private mutating func movePosition() {
        let driver = driverID
        serve("PUT", "/v2/drivers/{driver_id}/position", "/v2/drivers/\(driver)/position") { trace in
            trace.call(.drivers, "Move", typical: 150_000) { trace in
                trace.cache("GEOADD", "position:\(driver)")
                if trace.random.once(in: 4) { trace.publish("driver-positions", to: [.geo]) }
            }
        }
    }

    private mutating func watchRide() {
        let ride = rideID
        serve("GET", "/v2/rides/{ride_id}", "/v2/rides/\(ride)") { trace in
            trace.call(.trips, "GetRide", typical: 300_000) { trace in
                trace.cache("HGETALL", "ride:\(ride)")
                if trace.random.once(in: 3) {
                    trace.query(
                        "SELECT", "rides",
                        "SELECT state, driver_id, eta, route FROM rides WHERE ride_id = $1 AND city = $2")
                }
            }
            trace.call(.geo, "Arrival", typical: 400_000) { $0.compute("estimate_arrival", typical: 600_000) }
        }
    }

    private mutating func estimateFare() {
        serve("GET", "/v2/fares", "/v2/fares") { trace in
            trace.call(.pricing, "Quote", typical: 500_000) { trace in
                trace.call(.geo, "Route", typical: 800_000) { trace in
                    trace.cache("GET", "tile:\(trace.random.below(4000))")
                    trace.compute("shortest_path", typical: 3_000_000)
                }
                trace.query(
                    "SELECT", "tariffs",
                    "SELECT base, per_km, per_minute FROM tariffs WHERE city = $1 AND product = $2 AND valid @> now()")
                trace.compute("surge_factor", typical: 200_000)
            }
        }
    }

    private mutating func requestRide() {
        serve("POST", "/v2/rides", "/v2/rides") { trace in
            trace.call(.pricing, "Hold", typical: 300_000) { trace in
                trace.query(
                    "UPDATE", "quotes", "UPDATE quotes SET held_until = $1 WHERE quote_id = $2 RETURNING amount")
            }
            trace.call(.dispatch, "Match", typical: 2_000_000) { trace in
                trace.cache("GEOSEARCH", "position:\(trace.city)")
                trace.compute("rank_drivers", typical: 1_500_000) { trace in
                    trace.addEvent(
                        "candidates ranked",
                        [KeyValue(key: "fastlane.best", value: .string("d\(trace.random.below(20_000))"))])
                }
                for _ in 0...trace.random.below(3) {
                    trace.call(.drivers, "Offer", typical: 4_000_000) { trace in
                        trace.query(
                            "INSERT", "offers",
                            "INSERT INTO offers (driver_id, ride_id, expires_at) VALUES ($1, $2, $3)")
                    }
                }
            }
            trace.publish("ride-requested", to: [.trips, .messages]) { trace in
                trace.query(
                    "INSERT", "outbox", "INSERT INTO outbox (topic, payload, created_at) VALUES ($1, $2, now())")
            }
        }
    }

    private mutating func endRide() {
        let ride = rideID
        serve("POST", "/v2/rides/{ride_id}/end", "/v2/rides/\(ride)/end") { trace in
            trace.call(.trips, "End", typical: 600_000) { trace in
                trace.query(
                    "UPDATE", "rides", "UPDATE rides SET state = $1, ended_at = $2, distance = $3 WHERE ride_id = $4")
                trace.call(.billing, "Charge", typical: 9_000_000) { trace in
                    trace.query(
                        "SELECT", "payment_methods",
                        "SELECT token, network, expires FROM payment_methods WHERE rider_id = $1 ORDER BY preference LIMIT 1"
                    )
                    trace.compute("split_fare", typical: 300_000)
                    trace.query(
                        "INSERT", "ledger",
                        "INSERT INTO ledger (account, amount, currency, ride_id) VALUES ($1, $2, $3, $4)")
                }
                trace.cache("DEL", "ride:\(ride)")
            }
            trace.publish("ride-ended", to: [.messages, .riders, .drivers]) { trace in
                trace.cache("INCR", "rides:\(trace.random.below(100_000))")
            }
        }
    }

    /// Long traces come too: idle drivers are sent to where riders will be.
    private mutating func rebalance() {
        record(
            "rebalance", kind: .internal, library: .application, in: .dispatch, typical: 5_000_000,
            attributes: [
                KeyValue(key: "ride.city", value: .string(city)), KeyValue(key: "fastlane.trigger", value: "schedule"),
            ]
        ) { trace in
            for _ in 0..<12 + trace.random.below(28) {
                trace.call(.drivers, "Suggest", typical: 700_000) { trace in
                    trace.cache("SET", "suggestion:\(trace.random.below(20_000))")
                }
            }
        }
    }
}
